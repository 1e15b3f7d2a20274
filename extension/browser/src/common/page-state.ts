import { asObject } from "./json";
import type { Site } from "./sites";

/** What the popup says about the page in front. */
export type PageState =
  | { readonly kind: "notChatbot" }
  | { readonly kind: "unreachable"; readonly backend: string }
  | { readonly kind: "protected"; readonly site: string }
  | { readonly kind: "unprotected"; readonly site: string; readonly setup: string };

/** What was found out; `undefined` where nobody answered. */
export interface Evidence {
  readonly site: Site | undefined;
  /** The backend's address as it is to be shown, even when nobody answers there. */
  readonly backend: string;
  /** The backend's answer to `/api/ext/v1/status`. */
  readonly status: unknown;
  /** The answer to `/.well-known/cloakroom` on the page's host: our proxy's, or whatever the site says. */
  readonly wellKnown: unknown;
}

/** A page is protected only when the run that answers on its host is the run the backend belongs to. */
export function pageState({ site, backend, status, wellKnown }: Evidence): PageState {
  if (site === undefined) return { kind: "notChatbot" };
  const runId = asObject(status)?.["runId"];
  if (typeof runId !== "string" || runId === "") return { kind: "unreachable", backend };
  if (asObject(wellKnown)?.["run"] === runId) return { kind: "protected", site: site.name };
  return { kind: "unprotected", site: site.name, setup: `${backend}/setup` };
}
