import type { ChipView } from "../common/chip-state";
import type { Amounts } from "../common/verdict";
import { amountOf, ranked, summary, type Translate } from "../common/words";

/** One line of what unfolds; the title may be empty. */
export interface Detail {
  readonly title: string;
  readonly text: string;
}

/** What the chip says; empty when it is not to be seen. */
export function headlineOf(view: ChipView, translate: Translate): string {
  switch (view.kind) {
    case "nothing":
      return "";
    case "withheld":
      return summary(view.verdict.withheld, translate);
    case "blocked":
      return view.verdict.reason === "" ? translate("blockedNoReason") : translate("blocked", view.verdict.reason);
    case "unavailable":
      return translate("unavailable");
  }
}

/** What the chip says when it is unfolded. */
export function detailsOf(view: ChipView, translate: Translate): readonly Detail[] {
  switch (view.kind) {
    case "nothing":
      return [];
    case "withheld":
      return [
        ...amounts("detailsWithheld", view.verdict.withheld, translate),
        ...amounts("detailsSent", view.verdict.sent, translate),
        sentence(translate("detailsPlaceholder", `[${ranked(view.verdict.withheld)[0]?.type ?? "PERSON"}_1]`)),
      ];
    case "blocked":
      return [sentence(translate("detailsBlocked"))];
    case "unavailable":
      return [sentence(translate("detailsUnavailable"))];
  }
}

function amounts(titleKey: string, amounts: Amounts, translate: Translate): readonly Detail[] {
  const text = ranked(amounts)
    .map(({ type, amount }) => amountOf(type, amount, translate))
    .join(", ");
  return text === "" ? [] : [{ title: translate(titleKey), text }];
}

function sentence(text: string): Detail {
  return { title: "", text };
}
