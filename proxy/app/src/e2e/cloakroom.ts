import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Loopback } from "./loopback.ts";
import { startJava } from "./processes.ts";

/** `cloakroom serve`, on ports of its own, with the loopback internet as the only one it knows. */
export interface Cloakroom {
  /** `host:port` of the proxy. */
  readonly proxy: string;
  /** Address of backend and console. */
  readonly console: string;
  /** File with the installation's own root certificate. */
  readonly ca: string;
  /** Where it keeps its keys. */
  readonly data: string;
  stop(): Promise<void>;
}

/** @param settings keys of `cloakroom.yaml` that differ from what most tests want */
export async function startCloakroom(loopback: Loopback, settings: object = {}): Promise<Cloakroom> {
  const folder = mkdtempSync(join(tmpdir(), "cloakroom-e2e-"));
  const config = join(folder, "cloakroom.yaml");
  writeFileSync(
    config,
    JSON.stringify({
      upstream: { hosts: loopback.hosts, trust: [loopback.ca] },
      // The loopback Copilot does not judge handshakes.
      sites: { kimi: { restore: "page" }, "copilot-consumer": { transport: "intercept" } },
      ...settings,
    }),
  );
  const data = join(folder, "data");
  const args = ["serve", "--config", config, "--data-dir", data, "--proxy-port", "0", "--console-port", "0"];
  const running = await startJava("cloakroom", "io.cloakroom.proxy.app.Main", args, /^cloakroom ready /);
  const [, proxy = "", backend = ""] = /proxy=(\S+) console=(\S+)/.exec(running.line) ?? [];
  const ca = join(folder, "ca.pem");
  writeFileSync(ca, await (await fetch(`${backend}/ca.pem`)).text());
  return {
    proxy,
    console: backend,
    ca,
    data,
    stop: async () => {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
