import type { ChipView } from "../common/chip-state";
import { chipStyle } from "./chip-style";
import { detailsOf, headlineOf } from "./chip-words";
import { mark } from "./mark";

/** Space between the chip and the composer, in CSS pixels. */
const gap = 10;

/**
 * The one thing the person sees: a line at the composer that unfolds on request.
 * It lives in a closed shadow root outside the page's own tree, so that the page can neither read it nor be moved by it.
 */
export class Chip {
  readonly #host = document.createElement("cloakroom-chip");
  readonly #frame = element("div", "frame");
  readonly #details = element("div", "details");
  readonly #button = element("button", "chip");
  readonly #headline = element("span", "headline");
  readonly #spoken = element("div", "spoken");
  readonly #resized = new ResizeObserver(() => this.#place());
  #anchor: HTMLElement | undefined;
  #view: ChipView = { kind: "nothing" };

  constructor() {
    const root = this.#host.attachShadow({ mode: "closed" });
    const style = new CSSStyleSheet();
    style.replaceSync(chipStyle);
    root.adoptedStyleSheets = [style];
    this.#details.id = "details";
    this.#button.type = "button";
    this.#button.setAttribute("aria-controls", "details");
    this.#spoken.setAttribute("role", "status");
    this.#button.append(mark(), this.#headline);
    this.#frame.append(this.#details, this.#button);
    root.append(this.#frame, this.#spoken);
    this.#button.addEventListener("click", (event) => event.isTrusted && this.#unfold(this.#details.hidden === true));
    this.#frame.addEventListener("keydown", (event) => event.isTrusted && event.key === "Escape" && this.#unfold(false));
    addEventListener("scroll", () => this.#place(), { capture: true, passive: true });
    addEventListener("resize", () => this.#place(), { passive: true });
    this.#render();
  }

  /** Follows this composer from now on; without one there is nothing to see. */
  attachTo(composer: HTMLElement | undefined): void {
    const anchor = composer?.closest("form") ?? composer;
    if (anchor !== this.#anchor) {
      this.#resized.disconnect();
      this.#anchor = anchor;
      if (anchor !== undefined) this.#resized.observe(anchor);
    }
    if (!this.#host.isConnected) document.documentElement.append(this.#host);
    this.#place();
  }

  show(view: ChipView): void {
    if (view === this.#view) return;
    this.#view = view;
    this.#render();
    this.#place();
  }

  #render(): void {
    const headline = headlineOf(this.#view, chrome.i18n.getMessage);
    this.#frame.dataset["tone"] = this.#view.kind;
    this.#frame.hidden = headline === "";
    if (headline === "") this.#unfold(false);
    this.#headline.textContent = headline;
    // Written only when it changes, or a screen reader would repeat itself at every pause in typing.
    if (this.#spoken.textContent !== headline) this.#spoken.textContent = headline;
    this.#details.replaceChildren(...detailsOf(this.#view, chrome.i18n.getMessage).map(paragraph));
  }

  #unfold(open: boolean): void {
    this.#details.hidden = !open;
    this.#button.setAttribute("aria-expanded", String(open));
  }

  #place(): void {
    const box = this.#anchor?.getBoundingClientRect();
    this.#host.hidden = box === undefined || box.width === 0;
    if (box === undefined || this.#frame.hidden || this.#anchor === undefined) return;
    this.#frame.dataset["theme"] = themeOf(this.#anchor);
    this.#frame.style.right = `${Math.max(gap, document.documentElement.clientWidth - box.right)}px`;
    this.#frame.style.bottom = `${Math.max(gap, document.documentElement.clientHeight - box.top + gap)}px`;
    this.#frame.style.maxWidth = `${Math.max(200, Math.min(440, box.width))}px`;
  }
}

function element<K extends keyof HTMLElementTagNameMap>(tag: K, className: string): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = className;
  return made;
}

function paragraph({ title, text }: { readonly title: string; readonly text: string }): HTMLElement {
  const line = element("p", "line");
  if (title !== "") {
    const strong = element("strong", "title");
    strong.textContent = title;
    line.append(strong);
  }
  line.append(text);
  return line;
}

/** Sites switch themes without telling the browser; the colour they write with tells. */
function themeOf(anchor: HTMLElement): "light" | "dark" {
  const [red = 0, green = 0, blue = 0] = (getComputedStyle(anchor).color.match(/[\d.]+/g) ?? []).map(Number);
  return 0.299 * red + 0.587 * green + 0.114 * blue > 140 ? "dark" : "light";
}
