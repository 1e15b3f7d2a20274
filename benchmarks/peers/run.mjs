// usage: node run.mjs PEER FILE SECONDS   measures one redactor over the texts of FILE (a JSON array of strings) and prints one line of JSON.
import { readFileSync } from "node:fs";

const PEERS = {
  "redact-pii 3.4.0": async () => {
    const { SyncRedactor } = (await import("redact-pii")).default;
    const redactor = new SyncRedactor();
    return (text) => redactor.redact(text);
  },
  "@openredaction/openredaction 1.0.4": async () => {
    const { OpenRedaction } = await import("@openredaction/openredaction");
    const shield = new OpenRedaction();
    return async (text) => (await shield.detect(text)).redacted;
  },
  "@cdssnc/sanitize-pii 2.1.1": async () => {
    const { sanitizePii } = await import("@cdssnc/sanitize-pii");
    return (text) => sanitizePii(text);
  },
  "@redactpii/node 1.0.17": async () => {
    const { Redactor } = await import("@redactpii/node");
    const redactor = new Redactor();
    return (text) => redactor.redact(text);
  },
};

const [, , peer, file, seconds] = process.argv;
const texts = JSON.parse(readFileSync(file, "utf8"));
const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
console.log = () => {};
const redact = await PEERS[peer]();
let changed = 0;
let best = Infinity;
const begun = performance.now();
do {
  changed = 0;
  const start = performance.now();
  for (const text of texts) {
    const redacted = await redact(text);
    changed += redacted === text ? 0 : 1;
  }
  best = Math.min(best, performance.now() - start);
} while (performance.now() - begun < 1000 * Number(seconds));
process.stdout.write(JSON.stringify({ megabytesPerSecond: bytes / 1000 / best, changed, texts: texts.length }) + "\n");
