import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** Top folder of the project. */
export const home = fileURLToPath(new URL("../../../../", import.meta.url));
export const target = fileURLToPath(new URL("../../target/", import.meta.url));

/** The program as packaged, with everything it needs. */
const classPath = [`${target}cloakroom-proxy-app-0.1.0-SNAPSHOT.jar`, `${target}lib/*`].join(":");

/** A JDK >= 21 and its version, found the way ./mvnw and ./cloakroom find it. */
const [jdk = "", feature = ""] = execFileSync("sh", ["-c", '. .mvn/jdk.sh; echo "$JAVA_HOME"; jdk_feature "$JAVA_HOME"'], {
  cwd: home,
  encoding: "utf8",
}).split("\n");

const options = [
  ...["-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"],
  // Netty's memory access; the option came with JDK 23.
  ...(Number(feature) >= 23 ? ["--sun-misc-unsafe-memory-access=allow"] : []),
  `-Dcloakroom.home=${home}`,
];

/** A running program that said it is ready. */
export interface Running {
  /** The line that said so. */
  readonly line: string;
  stop(): Promise<void>;
}

/**
 * Starts a class of ours and waits for the first line of its output that matches.
 *
 * @param name under which its log is kept in `target/e2e-logs`
 */
export async function startJava(name: string, mainClass: string, args: readonly string[], ready: RegExp): Promise<Running> {
  mkdirSync(`${target}e2e-logs`, { recursive: true });
  const file = `${target}e2e-logs/${name}.log`;
  const log = openSync(file, "a");
  const child = spawn(`${jdk}/bin/java`, [...options, "-cp", classPath, mainClass, ...args], { stdio: ["pipe", "pipe", log] });
  closeSync(log);
  try {
    return {
      line: await firstLine(child, ready, `${name} ended before it was ready; its log is ${file}`),
      stop: () => end(child),
    };
  } catch (problem) {
    await end(child);
    throw problem;
  }
}

async function firstLine(child: ChildProcess, ready: RegExp, failure: string): Promise<string> {
  if (child.stdout === null) throw new Error("started without a pipe for its output");
  for await (const line of createInterface({ input: child.stdout })) {
    if (!ready.test(line)) continue;
    child.stdout.resume();
    return line;
  }
  throw new Error(failure);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.stdin?.end();
  child.kill("SIGTERM");
  await ended;
}
