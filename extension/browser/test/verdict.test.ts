import assert from "node:assert/strict";
import { test } from "node:test";
import { readVerdict, type Verdict } from "../src/common/verdict";

const clean = { action: "allow", reason: "", withheld: {}, sent: {}, spans: [], policyVersion: "1" };

const readable: readonly (readonly [string, unknown, Verdict])[] = [
  ["a clean text", clean, { action: "allow", reason: "", withheld: {}, sent: {} }],
  [
    "capital letters",
    { ...clean, action: "REDACT", withheld: { PERSON: 2 } },
    { action: "redact", reason: "", withheld: { PERSON: 2 }, sent: {} },
  ],
  ["a zero", { ...clean, withheld: { PERSON: 0 } }, { action: "allow", reason: "", withheld: {}, sent: {} }],
  ["new types", { ...clean, sent: { TEAM: 1, CLAN: 2 } }, { action: "allow", reason: "", withheld: {}, sent: { CUSTOM: 3 } }],
  ["no reason", { action: "block", withheld: {}, sent: {} }, { action: "block", reason: "", withheld: {}, sent: {} }],
  [
    "a long reason",
    { ...clean, action: "block", reason: "x".repeat(999) },
    { action: "block", reason: "x".repeat(300), withheld: {}, sent: {} },
  ],
];

for (const [name, answer, expected] of readable) {
  test(`reads ${name}`, () => assert.deepEqual(readVerdict(answer), expected));
}

test("reads its own output, as it travels from the service worker to the page", () => {
  const verdict = readVerdict({ ...clean, action: "block", reason: "No customer lists", withheld: { IBAN: 4 } });
  assert.deepEqual(readVerdict(JSON.parse(JSON.stringify(verdict))), verdict);
});

const unreadable: readonly (readonly [string, unknown])[] = [
  ["nothing", undefined],
  ["null", null],
  ["a text", "allow"],
  ["an array", [clean]],
  ["no action", { ...clean, action: undefined }],
  ["an action we do not know", { ...clean, action: "shrug" }],
  ["no amounts", { ...clean, withheld: undefined }],
  ["amounts in an array", { ...clean, sent: [] }],
  ["a negative amount", { ...clean, withheld: { PERSON: -1 } }],
  ["half an amount", { ...clean, withheld: { PERSON: 0.5 } }],
  ["an amount in words", { ...clean, withheld: { PERSON: "2" } }],
  ["a reason that is no text", { ...clean, reason: { html: "<b>" } }],
];

for (const [name, answer] of unreadable) {
  test(`takes ${name} for no verdict`, () => assert.equal(readVerdict(answer), undefined));
}
