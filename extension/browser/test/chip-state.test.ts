import assert from "node:assert/strict";
import { test } from "node:test";
import { type ChipEvent, initialChip, nextChip } from "../src/common/chip-state";
import type { Verdict } from "../src/common/verdict";

const redacted: Verdict = { action: "redact", reason: "", withheld: { PERSON: 1 }, sent: {} };
const observed: Verdict = { action: "observe", reason: "", withheld: {}, sent: { PERSON: 1 } };
const blocked: Verdict = { action: "block", reason: "No health data", withheld: {}, sent: {} };
const coached: Verdict = { ...redacted, action: "coach" };

const asked: ChipEvent = { kind: "asked" };
const emptied: ChipEvent = { kind: "emptied" };
const answered = (question: number, verdict: Verdict | undefined): ChipEvent => ({ kind: "answered", question, verdict });

const stories: readonly (readonly [string, readonly ChipEvent[], string])[] = [
  ["nothing typed", [], "nothing"],
  ["no answer yet", [asked], "nothing"],
  ["something is withheld", [asked, answered(1, redacted)], "withheld"],
  ["the person would be asked first", [asked, answered(1, coached)], "withheld"],
  ["everything would be sent as it is", [asked, answered(1, observed)], "nothing"],
  ["a rule blocks", [asked, answered(1, blocked)], "blocked"],
  ["nobody answers", [asked, answered(1, undefined)], "unavailable"],
  ["the view stays while the next answer is awaited", [asked, answered(1, redacted), asked], "withheld"],
  ["the backend comes back", [asked, answered(1, undefined), asked, answered(2, redacted)], "withheld"],
  ["answers arrive in the wrong order", [asked, asked, answered(2, blocked), answered(1, redacted)], "blocked"],
  ["an older answer arrives alone", [asked, asked, answered(1, redacted)], "nothing"],
  ["the text is deleted", [asked, answered(1, redacted), emptied], "nothing"],
  ["an answer arrives for a text that is gone", [asked, emptied, answered(1, redacted)], "nothing"],
];

for (const [name, events, expected] of stories) {
  test(`${name}: ${expected}`, () => assert.equal(events.reduce(nextChip, initialChip).view.kind, expected));
}
