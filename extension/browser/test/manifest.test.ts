import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { defaultBackendUrl } from "../src/common/backend-url";
import { siteOf, sites } from "../src/common/sites";

const manifest = JSON.parse(readFileSync(new URL("../src/manifest.json", import.meta.url), "utf8"));
const pages = sites.map((site) => `https://${site.host}/*`);

test("the manifest asks for the hosts of the site table and the backend, and for nothing else", () => {
  assert.deepEqual(
    manifest.content_scripts.flatMap((script: { matches: string[] }) => script.matches),
    pages,
  );
  assert.deepEqual(manifest.host_permissions, [...pages, `${defaultBackendUrl}/*`]);
  assert.deepEqual(manifest.permissions, ["storage"]);
  assert.equal(manifest.optional_host_permissions, undefined);
  assert.equal(manifest.web_accessible_resources, undefined);
  assert.equal(manifest.externally_connectable, undefined);
});

test("extension pages run only their own scripts", () => {
  const policy: string = manifest.content_security_policy.extension_pages;
  assert.match(policy, /default-src 'none'; script-src 'self';/);
  assert.doesNotMatch(policy, /unsafe|\*\.|data:/);
});

const addresses: readonly (readonly [string | undefined, string | undefined])[] = [
  ["https://chatgpt.com/", "chatgpt"],
  ["https://chatgpt.com/c/123?model=x#top", "chatgpt"],
  ["https://chat.deepseek.com/a/chat/s/1", "deepseek"],
  ["https://www.deepseek.com/", undefined],
  ["https://chatgpt.com.example.org/", undefined],
  ["https://chatgpt.com@example.org/", undefined],
  ["http://chatgpt.com/", undefined],
  ["chrome://newtab/", undefined],
  ["", undefined],
  [undefined, undefined],
];

for (const [address, expected] of addresses) {
  test(`${address} is ${expected ?? "no site of ours"}`, () => assert.equal(siteOf(address)?.id, expected));
}
