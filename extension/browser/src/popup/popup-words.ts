import type { PageState } from "../common/page-state";
import { sites } from "../common/sites";
import type { Translate } from "../common/words";

/** What the popup shows; `setup` is empty where there is nothing to set up. */
export interface PopupWords {
  readonly title: string;
  readonly help: string;
  readonly setup: string;
}

export function popupWords(state: PageState, translate: Translate): PopupWords {
  switch (state.kind) {
    case "protected":
      return { title: translate("popupProtected", state.site), help: translate("popupProtectedHelp"), setup: "" };
    case "unprotected":
      return { title: translate("popupUnprotected", state.site), help: translate("popupUnprotectedHelp"), setup: state.setup };
    case "unreachable":
      return { title: translate("popupUnreachable"), help: translate("popupUnreachableHelp", state.backend), setup: "" };
    case "notChatbot":
      return { title: translate("popupNotChatbot"), help: translate("popupNotChatbotHelp", siteNames(translate)), setup: "" };
  }
}

function siteNames(translate: Translate): string {
  return new Intl.ListFormat(translate("locale"), { type: "disjunction" }).format(sites.map((site) => site.name));
}
