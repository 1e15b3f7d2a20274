import type { Verdict } from "./verdict";
import { ranked } from "./words";

/** What the chip shows. */
export type ChipView =
  | { readonly kind: "nothing" }
  | { readonly kind: "withheld"; readonly verdict: Verdict }
  | { readonly kind: "blocked"; readonly verdict: Verdict }
  | { readonly kind: "unavailable" };

/** The chip, and the number of the latest question: only its answer counts. */
export interface ChipState {
  readonly asked: number;
  readonly view: ChipView;
}

export type ChipEvent =
  | { readonly kind: "emptied" }
  | { readonly kind: "asked" }
  | { readonly kind: "answered"; readonly question: number; readonly verdict: Verdict | undefined };

const nothing: ChipView = { kind: "nothing" };

export const initialChip: ChipState = { asked: 0, view: nothing };

export function nextChip(state: ChipState, event: ChipEvent): ChipState {
  switch (event.kind) {
    case "emptied":
      // An answer still under way is about a text that is gone.
      return { asked: state.asked + 1, view: nothing };
    case "asked":
      return { asked: state.asked + 1, view: state.view };
    case "answered":
      return event.question === state.asked ? { asked: state.asked, view: viewOf(event.verdict) } : state;
  }
}

function viewOf(verdict: Verdict | undefined): ChipView {
  if (verdict === undefined) return { kind: "unavailable" };
  if (verdict.action === "block") return { kind: "blocked", verdict };
  return ranked(verdict.withheld).length > 0 ? { kind: "withheld", verdict } : nothing;
}
