import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startJava } from "./processes.ts";

/** One request as a recipient received it. */
export interface Received {
  readonly host: string;
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
}

/** The loopback internet of the test kit: chatbots under their real names, and what they received. */
export interface Loopback {
  /** File with the root certificate of this internet. */
  readonly ca: string;
  /** Host to address. */
  readonly hosts: Readonly<Record<string, string>>;
  received(): Promise<readonly Received[]>;
  forget(): Promise<void>;
  stop(): Promise<void>;
}

export async function startLoopback(): Promise<Loopback> {
  const folder = mkdtempSync(join(tmpdir(), "cloakroom-loopback-"));
  const running = await startJava("loopback", "io.cloakroom.proxy.testkit.LoopbackInternet", [join(folder, "ca.pem")], /^\{/);
  const { ca, hosts, recorder } = JSON.parse(running.line);
  return {
    ca,
    hosts,
    received: async () => (await fetch(recorder)).json(),
    forget: async () => void (await fetch(recorder, { method: "DELETE" })),
    stop: async () => {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
