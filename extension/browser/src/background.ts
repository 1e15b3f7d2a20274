import { askJson, backendAddress, inspect } from "./backend";
import { accept, type InspectAnswer, type Request } from "./common/messages";
import { type PageState, pageState } from "./common/page-state";
import { siteOf } from "./common/sites";

const inspecting = new Map<number, AbortController>();

chrome.runtime.onMessage.addListener((message: unknown, sender, respond: (answer: unknown) => void) => {
  const request = accept(message, sender, chrome.runtime.id, chrome.runtime.getURL("popup.html"));
  if (request === undefined) return false;
  void answer(request).then(respond);
  return true;
});

async function answer(request: Request): Promise<InspectAnswer | PageState> {
  return request.kind === "page" ? await frontPage() : await verdictFor(request);
}

async function verdictFor({ site, tabId, text }: Extract<Request, { kind: "inspect" }>): Promise<InspectAnswer> {
  inspecting.get(tabId)?.abort();
  const controller = new AbortController();
  inspecting.set(tabId, controller);
  const verdict = await inspect(site.id, text, controller.signal);
  if (inspecting.get(tabId) === controller) inspecting.delete(tabId);
  return { verdict };
}

async function frontPage(): Promise<PageState> {
  // Without the "tabs" permission the address is told for our own sites only, and that is all there is to know.
  const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  const site = siteOf(tab?.url);
  const { shown: backend, url } = await backendAddress();
  if (site === undefined || url === undefined) return pageState({ site, backend, status: undefined, wellKnown: undefined });
  const status = await askJson(`${url}/api/ext/v1/status`);
  const wellKnown = status === undefined ? undefined : await askJson(`https://${site.host}/.well-known/cloakroom`);
  return pageState({ site, backend, status, wellKnown });
}
