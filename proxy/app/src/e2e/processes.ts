import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** Top folder of the project. */
export const home = fileURLToPath(new URL("../../../../", import.meta.url));
export const target = fileURLToPath(new URL("../../target/", import.meta.url));

/** The program as packaged, with everything it needs. */
const classPath = [`${target}cloakroom-proxy-app-0.1.0-SNAPSHOT.jar`, `${target}lib/*`].join(":");

/** A JDK >= 21, found the way ./mvnw and ./cloakroom find it. */
const java = `${execFileSync("sh", ["-c", '. .mvn/jdk.sh && printf %s "$JAVA_HOME"'], { cwd: home, encoding: "utf8" })}/bin/java`;

/** A running program that said it is ready. */
export interface Running {
  /** The line that said so. */
  readonly line: string;
  stop(): Promise<void>;
}

/** Starts a class of ours and waits for the first line of its output that matches. */
export async function startJava(mainClass: string, args: readonly string[], ready: RegExp): Promise<Running> {
  const options = ["-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"];
  const child = spawn(java, [...options, `-Dcloakroom.home=${home}`, "-cp", classPath, mainClass, ...args], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  try {
    return { line: await firstLine(child, ready, mainClass), stop: () => end(child) };
  } catch (problem) {
    await end(child);
    throw problem;
  }
}

async function firstLine(child: ChildProcess, ready: RegExp, name: string): Promise<string> {
  if (child.stdout === null) throw new Error(`${name} has no output`);
  for await (const line of createInterface({ input: child.stdout })) {
    if (!ready.test(line)) continue;
    child.stdout.resume();
    return line;
  }
  throw new Error(`${name} ended before it was ready`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.stdin?.end();
  child.kill("SIGTERM");
  await ended;
}
