import assert from "node:assert/strict";
import { test } from "node:test";
import { type Evidence, type PageState, pageState } from "../src/common/page-state";
import { sites } from "../src/common/sites";
import { popupWords } from "../src/popup/popup-words";
import { translator } from "./locales";

const site = sites[0];
const backend = "http://127.0.0.1:8181";
const status = { runId: "run-1" };
const unreachable: PageState = { kind: "unreachable", backend };
const unprotected: PageState = { kind: "unprotected", site: "ChatGPT", setup: "http://127.0.0.1:8181/setup" };

const cases: readonly (readonly [string, Evidence, PageState])[] = [
  ["our own proxy answers", { site, backend, status, wellKnown: { run: "run-1" } }, { kind: "protected", site: "ChatGPT" }],
  ["another installation's proxy answers", { site, backend, status, wellKnown: { run: "run-2" } }, unprotected],
  ["the site itself answers", { site, backend, status, wellKnown: { error: "not found" } }, unprotected],
  ["nobody answers on the page's host", { site, backend, status, wellKnown: undefined }, unprotected],
  ["the backend is down", { site, backend, status: undefined, wellKnown: { run: "run-1" } }, unreachable],
  ["the backend does not know its run", { site, backend, status: {}, wellKnown: {} }, unreachable],
  ["the run is empty on both sides", { site, backend, status: { runId: "" }, wellKnown: { run: "" } }, unreachable],
  ["the page is something else", { site: undefined, backend, status, wellKnown: undefined }, { kind: "notChatbot" }],
];

for (const [name, evidence, expected] of cases) {
  test(`${name}: ${expected.kind}`, () => assert.deepEqual(pageState(evidence), expected));
}

test("the popup says what to do where the person can do something", () => {
  const en = translator("en");
  assert.equal(popupWords({ kind: "protected", site: "ChatGPT" }, en).title, "ChatGPT is protected");
  assert.equal(popupWords(unprotected, en).setup, "http://127.0.0.1:8181/setup");
  assert.match(popupWords(unreachable, en).help, /Nothing answers at http:\/\/127\.0\.0\.1:8181/);
  assert.equal(popupWords({ kind: "notChatbot" }, en).help, "Open ChatGPT or DeepSeek to see whether it is protected.");
});
