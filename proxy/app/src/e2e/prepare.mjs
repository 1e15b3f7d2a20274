// Makes sure that the browser tests find Chromium, certutil, curl and Python: says where they are, installs them as root on Debian, or says what to do.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const needed = [
  { program: "/usr/bin/chromium", package: "chromium" },
  { program: "/usr/bin/certutil", package: "libnss3-tools" },
  { program: "/usr/bin/curl", package: "curl" },
  { program: "/usr/bin/python3", package: "python3" },
];
const missing = () => needed.filter(({ program }) => !existsSync(program)).map((tool) => tool.package);

/** How often a package manager that is busy elsewhere is asked again, five seconds apart. */
const attempts = 60;

async function aptGet(...args) {
  for (let attempt = 1; ; attempt++) {
    const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C" };
    const { status, stderr } = spawnSync("apt-get", ["-qq", "-o", "DPkg::Lock::Timeout=60", ...args], {
      env: environment,
      encoding: "utf8",
      stdio: ["ignore", "ignore", "pipe"],
    });
    if (status === 0) return;
    if (!/Could not get lock|Unable to lock/.test(stderr) || attempt === attempts) {
      throw new Error(`apt-get ${args.join(" ")} failed:\n${stderr.trim()}`);
    }
    await sleep(5000);
  }
}

function giveUp(why) {
  console.error(`The browser tests need ${missing().join(" and ")}. ${why}`);
  console.error(`Install them, for example: apt-get install --no-install-recommends ${missing().join(" ")}`);
  process.exit(3);
}

if (missing().length > 0) {
  if (process.getuid?.() !== 0) giveUp("Only root can install packages.");
  if (!existsSync("/usr/bin/apt-get")) giveUp("There is no apt-get here to install them with.");
  console.log(`Installing ${missing().join(" and ")} for the browser tests ...`);
  try {
    await aptGet("update");
    await aptGet("install", "-y", "--no-install-recommends", ...missing());
  } catch (problem) {
    giveUp(problem.message);
  }
  if (missing().length > 0) giveUp("apt-get said it installed them, but they are not there.");
}
