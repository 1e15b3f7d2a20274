import assert from "node:assert/strict";
import { test } from "node:test";
import type { ChipView } from "../src/common/chip-state";
import { detailsOf, headlineOf } from "../src/composer/chip-words";
import { translator } from "./locales";

const nothing: ChipView = { kind: "nothing" };
const withheld: ChipView = {
  kind: "withheld",
  verdict: { action: "redact", reason: "", withheld: { EMAIL: 1, PERSON: 2 }, sent: { ORGANIZATION: 1 } },
};
const blocked: ChipView = {
  kind: "blocked",
  verdict: { action: "block", reason: "No health data", withheld: { MEDICAL: 1 }, sent: {} },
};
const blockedSilently: ChipView = { kind: "blocked", verdict: { action: "block", reason: "", withheld: {}, sent: {} } };
const unavailable: ChipView = { kind: "unavailable" };

const headlines: readonly (readonly [string, ChipView, string])[] = [
  ["en", nothing, ""],
  ["en", withheld, "2 names and 1 e-mail address stay here"],
  ["en", blocked, "This would be blocked: No health data"],
  ["en", blockedSilently, "This would be blocked"],
  ["en", unavailable, "Not checked: Cloakroom cannot be reached"],
  ["de", blocked, "Dies würde gesperrt: No health data"],
  ["ko", unavailable, "검사하지 못함: Cloakroom에 연결할 수 없습니다"],
];

for (const [language, view, expected] of headlines) {
  test(`${language}: ${view.kind} reads "${expected}"`, () => assert.equal(headlineOf(view, translator(language)), expected));
}

test("unfolded, what stays and what goes are told apart, and what the chatbot gets is shown", () => {
  assert.deepEqual(detailsOf(withheld, translator("en")), [
    { title: "Stays here", text: "2 names, 1 e-mail address" },
    { title: "Goes as written", text: "1 organisation" },
    { title: "", text: "The chatbot gets a placeholder such as [PERSON_1] instead." },
  ]);
});

test("a block and a missing check explain themselves, and nothing has nothing to say", () => {
  const lines = [blocked, unavailable, nothing].map((view) => detailsOf(view, translator("en")).length);
  assert.deepEqual(lines, [1, 1, 0]);
});
