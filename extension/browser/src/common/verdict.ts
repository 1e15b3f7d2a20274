import { type EntityType, isEntityType } from "./entity-types";
import { asObject } from "./json";

const actions = ["allow", "observe", "coach", "redact", "block"] as const;

export type Action = (typeof actions)[number];

/** How many findings there are of each entity type; never zero or less. */
export type Amounts = { readonly [type in EntityType]?: number };

/** What the backend says would happen to a text. Holds amounts only, nothing of the text. */
export interface Verdict {
  readonly action: Action;
  /** The rule's reason when the action is block, else empty. */
  readonly reason: string;
  readonly withheld: Amounts;
  /** What would leave as it was written. */
  readonly sent: Amounts;
}

const longestReason = 300;

/** Reads the backend's answer. Undefined when it is not a verdict, so that a broken backend is never mistaken for a clean text. */
export function readVerdict(value: unknown): Verdict | undefined {
  const answer = asObject(value);
  if (answer === undefined || typeof answer["action"] !== "string") return undefined;
  const action = actions.find((known) => known === (answer["action"] as string).toLowerCase());
  const withheld = readAmounts(answer["withheld"]);
  const sent = readAmounts(answer["sent"]);
  const reason = answer["reason"] ?? "";
  if (action === undefined || withheld === undefined || sent === undefined || typeof reason !== "string") return undefined;
  return { action, reason: reason.slice(0, longestReason), withheld, sent };
}

function readAmounts(value: unknown): Amounts | undefined {
  const entries = asObject(value);
  if (entries === undefined) return undefined;
  const amounts: { [type in EntityType]?: number } = {};
  for (const [name, amount] of Object.entries(entries)) {
    if (typeof amount !== "number" || !Number.isSafeInteger(amount) || amount < 0) return undefined;
    if (amount === 0) continue;
    // A backend newer than this extension may name a type we have no words for.
    const type = isEntityType(name) ? name : "CUSTOM";
    amounts[type] = (amounts[type] ?? 0) + amount;
  }
  return amounts;
}
