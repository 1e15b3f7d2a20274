import type { PageMessage } from "../common/messages";
import type { PageState } from "../common/page-state";
import { type PopupWords, popupWords } from "./popup-words";

const translate = chrome.i18n.getMessage;

function render(state: string, { title, help, setup }: PopupWords): void {
  const main = document.querySelector<HTMLElement>("#state");
  if (main === null) throw new Error('popup.html has no element "state"');
  const lines = [element("h1", title)];
  if (help !== "") lines.push(element("p", help));
  if (setup !== "") lines.push(link(setup, translate("popupSetup")));
  main.dataset["state"] = state;
  main.replaceChildren(...lines);
}

function element(tag: "h1" | "p" | "a", text: string): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

function link(address: string, text: string): HTMLElement {
  const made = element("a", text);
  made.setAttribute("href", address);
  made.setAttribute("target", "_blank");
  made.setAttribute("rel", "noreferrer noopener");
  return made;
}

async function show(): Promise<void> {
  document.documentElement.lang = translate("locale");
  render("checking", { title: translate("popupChecking"), help: "", setup: "" });
  const message: PageMessage = { kind: "page" };
  const state: PageState = await chrome.runtime.sendMessage(message);
  render(state.kind, popupWords(state, translate));
}

void show();
