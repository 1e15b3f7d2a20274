import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

/** What it would mean to confirm is in docs/decisions/0014-sites-that-judge-handshakes.md. */
test("the extension holds nothing back in a page, so it does not confirm that it does", () => {
  const source = new URL("../src/", import.meta.url);
  const scripts = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  assert.ok(scripts.length > 5);
  for (const script of scripts) assert.doesNotMatch(readFileSync(new URL(script, source), "utf8"), /\/enforcing\b/, script);
});
