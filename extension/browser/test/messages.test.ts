import assert from "node:assert/strict";
import { test } from "node:test";
import { accept, longestText, type Sender } from "../src/common/messages";

const us = "npmgnngoejmidgcebhgckiklbgganjkh";
const popup = `chrome-extension://${us}/popup.html`;
const page: Sender = { id: us, origin: "https://chatgpt.com", url: "https://chatgpt.com/c/1", frameId: 0, tab: { id: 7 } };
const question = { kind: "inspect", text: "Hello" };

test("a content script may ask about its text, and its origin says which site it is", () => {
  const request = accept({ ...question, site: "deepseek" }, page, us, popup);
  assert.equal(request?.kind, "inspect");
  assert.equal(request.site.id, "chatgpt");
  assert.equal(request.tabId, 7);
  assert.equal(request.text, "Hello");
});

test("the popup may ask about the page in front", () => {
  assert.deepEqual(accept({ kind: "page" }, { id: us, url: popup }, us, popup), { kind: "page" });
});

const refused: readonly (readonly [string, unknown, Sender])[] = [
  ["another extension", question, { ...page, id: "aaaabbbbccccddddeeeeffffgggghhhh" }],
  ["nobody", question, {}],
  ["an embedded frame", question, { ...page, frameId: 3 }],
  ["something that is no tab", question, { ...page, tab: undefined }],
  ["another site", question, { ...page, origin: "https://example.org" }],
  ["a host that only ends like ours", question, { ...page, origin: "https://evil-chatgpt.com" }],
  ["a host below ours", question, { ...page, origin: "https://a.chatgpt.com" }],
  ["our site without TLS", question, { ...page, origin: "http://chatgpt.com" }],
  ["our site on another port", question, { ...page, origin: "https://chatgpt.com:8443" }],
  ["an opaque origin", question, { ...page, origin: "null" }],
  ["a page that asks about pages", { kind: "page" }, page],
  ["the popup's address with something behind it", { kind: "page" }, { id: us, url: `${popup}?tab=1` }],
  ["an empty text", { kind: "inspect", text: "" }, page],
  ["a text that is none", { kind: "inspect", text: { length: 1 } }, page],
  ["a text beyond the limit", { kind: "inspect", text: "x".repeat(longestText + 1) }, page],
  ["a kind we do not know", { kind: "reveal", text: "Hello" }, page],
  ["no message", null, page],
  ["a list", [question], page],
];

for (const [name, message, sender] of refused) {
  test(`refuses ${name}`, () => assert.equal(accept(message, sender, us, popup), undefined));
}
