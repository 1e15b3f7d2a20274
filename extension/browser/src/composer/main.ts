import { type ChipEvent, initialChip, nextChip } from "../common/chip-state";
import { asObject } from "../common/json";
import { type InspectMessage, longestText } from "../common/messages";
import { type Site, siteOf } from "../common/sites";
import { readVerdict, type Verdict } from "../common/verdict";
import { Chip } from "./chip";
import { findComposer, readText } from "./find";

/** A pause in typing this long asks; a page that never stops changing is looked at this often. */
const pauseMillis = 250;

const site = siteOf(location.href);
if (site !== undefined) watch(site);

function watch(site: Site): void {
  const chip = new Chip();
  let state = initialChip;
  let lastText = "";
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tell = (event: ChipEvent): number => {
    state = nextChip(state, event);
    chip.show(state.view);
    return state.asked;
  };

  const look = (): void => {
    timer = undefined;
    const composer = findComposer(site);
    const text = composer === undefined ? "" : readText(composer);
    chip.attachTo(composer);
    if (text === lastText) return;
    lastText = text;
    if (text.trim() === "") {
      tell({ kind: "emptied" });
      return;
    }
    const question = tell({ kind: "asked" });
    void inspect(text).then((verdict) => tell({ kind: "answered", question, verdict }));
  };

  const lookAfterPause = (): void => {
    clearTimeout(timer);
    timer = setTimeout(look, pauseMillis);
  };

  // Editors that handle a paste themselves, and sites that empty the composer after sending, tell nobody: the change of the page does.
  new MutationObserver(() => {
    timer ??= setTimeout(look, pauseMillis);
  }).observe(document.documentElement, { childList: true, characterData: true, subtree: true });
  document.addEventListener("input", (event) => event.isTrusted && lookAfterPause(), { capture: true, passive: true });
  look();
}

async function inspect(text: string): Promise<Verdict | undefined> {
  if (text.length > longestText) return undefined;
  const message: InspectMessage = { kind: "inspect", text };
  try {
    return readVerdict(asObject(await chrome.runtime.sendMessage(message))?.["verdict"]);
  } catch {
    // The extension was updated or removed under this page; until it is reloaded nobody can answer.
    return undefined;
  }
}
