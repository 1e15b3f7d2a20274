import { asObject } from "./json";
import { type Site, siteOf } from "./sites";
import type { Verdict } from "./verdict";

/** Longest text that is checked, in UTF-16 units; a longer one is reported as not checked. */
export const longestText = 256 * 1024;

/** Asked by the content script of a site: what would happen to this text? */
export interface InspectMessage {
  readonly kind: "inspect";
  readonly text: string;
}

/** Asked by the popup: is the page in front protected? */
export interface PageMessage {
  readonly kind: "page";
}

/** Answer to {@link InspectMessage}; `undefined` means the text was not checked. */
export interface InspectAnswer {
  readonly verdict: Verdict | undefined;
}

/** The part of `chrome.runtime.MessageSender` that says who is asking. */
export interface Sender {
  readonly id?: string | undefined;
  readonly url?: string | undefined;
  readonly origin?: string | undefined;
  readonly frameId?: number | undefined;
  readonly tab?: { readonly id?: number | undefined } | undefined;
}

/** A message that has passed every check. The site comes from who sent it, never from what it says. */
export type Request =
  | { readonly kind: "inspect"; readonly site: Site; readonly tabId: number; readonly text: string }
  | { readonly kind: "page" };

/**
 * Decides whether a message may be acted on.
 *
 * @param extensionId our own id; messages from elsewhere are refused
 * @param popupUrl address of our popup, the only page that may ask about pages
 */
export function accept(message: unknown, sender: Sender, extensionId: string, popupUrl: string): Request | undefined {
  if (sender.id !== extensionId) return undefined;
  const kind = asObject(message)?.["kind"];
  if (kind === "inspect") return acceptInspect(message, sender);
  if (kind === "page") return sender.url === popupUrl ? { kind } : undefined;
  return undefined;
}

function acceptInspect(message: unknown, sender: Sender): Request | undefined {
  const site = siteOf(sender.origin);
  const tabId = sender.tab?.id;
  const text = asObject(message)?.["text"];
  if (site === undefined || tabId === undefined || sender.frameId !== 0) return undefined;
  if (typeof text !== "string" || text === "" || text.length > longestText) return undefined;
  return { kind: "inspect", site, tabId, text };
}
