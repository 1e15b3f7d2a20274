import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium } from "@playwright/test";

export interface BrowserOptions {
  /** PEM files of the only certificate authorities that this browser trusts besides its own. */
  readonly trust: readonly string[];
  /** `host:port` of the proxy, or nothing to go without one. */
  readonly proxy?: string | undefined;
  /** Host to address, for a browser that goes without a proxy. */
  readonly hosts?: Readonly<Record<string, string>> | undefined;
  /** Folder of an unpacked extension. */
  readonly extension?: string | undefined;
}

/** A browser with a home folder of its own, which goes with it. */
export interface Browser {
  readonly context: BrowserContext;
  close(): Promise<void>;
}

// Without the first lines Chromium asks Google for updates and models at every start; nothing here may leave this machine.
const quiet = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
  "--no-sandbox",
];

/** Starts Debian's Chromium. Certificates are checked as for everybody: nothing here makes it overlook an error. */
export async function startBrowser(options: BrowserOptions): Promise<Browser> {
  const home = mkdtempSync(join(tmpdir(), "cloakroom-chromium-"));
  trustIn(home, options.trust);
  const context = await chromium.launchPersistentContext(join(home, "profile"), {
    executablePath: "/usr/bin/chromium",
    env: { ...process.env, HOME: home, LANGUAGE: "en" },
    args: [...quiet, ...network(options), ...extension(options.extension)],
    ignoreDefaultArgs: ["--disable-extensions"],
    viewport: { width: 1000, height: 640 },
  });
  return {
    context,
    close: async () => {
      await context.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function trustIn(home: string, certificates: readonly string[]): void {
  const database = join(home, ".pki", "nssdb");
  mkdirSync(database, { recursive: true });
  const certutil = (...args: readonly string[]) => execFileSync("certutil", ["-d", `sql:${database}`, ...args]);
  certutil("-N", "--empty-password");
  for (const certificate of certificates) certutil("-A", "-t", "C,,", "-n", certificate, "-i", certificate);
}

function network({ proxy, hosts = {} }: BrowserOptions): readonly string[] {
  if (proxy !== undefined) return [`--proxy-server=http://${proxy}`];
  const rules = Object.entries(hosts).map(([host, address]) => `MAP ${host}:443 ${address}`);
  return ["--no-proxy-server", `--host-resolver-rules=${rules.join(",")}`];
}

function extension(folder: string | undefined): readonly string[] {
  if (folder === undefined) return [];
  return [
    `--load-extension=${folder}`,
    `--disable-extensions-except=${folder}`,
    "--disable-features=DisableLoadExtensionCommandLineSwitch",
  ];
}
