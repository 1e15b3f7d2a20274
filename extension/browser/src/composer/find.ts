import type { Site } from "../common/sites";

/** The composer a person can see now, if there is one. */
export function findComposer(site: Site): HTMLElement | undefined {
  for (const selector of site.composers) {
    for (const element of document.querySelectorAll<HTMLElement>(selector)) {
      if (element.getClientRects().length > 0) return element;
    }
  }
  return undefined;
}

/** The text as the person sees it, with the line breaks that an editor makes of paragraphs. */
export function readText(composer: HTMLElement): string {
  // Not textContent: it joins paragraphs without a break, and two names would become one.
  return composer instanceof HTMLTextAreaElement ? composer.value : composer.innerText;
}
