import { backendUrl, defaultBackendUrl } from "./common/backend-url";
import { readVerdict, type Verdict } from "./common/verdict";

/** How long an answer may take before it counts as none. */
const patienceMillis = 3000;

/** The backend's address: as policy sets it, as it is to be shown, and undefined where it must not be asked. */
export async function backendAddress(): Promise<{ readonly shown: string; readonly url: string | undefined }> {
  const managed = await managedBackendUrl();
  const url = backendUrl(managed);
  return { shown: url ?? (typeof managed === "string" ? managed : defaultBackendUrl), url };
}

/** What would happen to the text, or undefined when nobody could say. */
export async function inspect(site: string, text: string, signal: AbortSignal): Promise<Verdict | undefined> {
  const { url } = await backendAddress();
  if (url === undefined) return undefined;
  const body = JSON.stringify({ site, text });
  const headers = { "Content-Type": "application/json" };
  return readVerdict(await askJson(`${url}/api/ext/v1/inspect`, { method: "POST", headers, body }, signal));
}

/** The JSON that answers at this address, or undefined: nobody there, a refusal, a redirect, or not JSON. */
export async function askJson(address: string, init: RequestInit = {}, signal?: AbortSignal): Promise<unknown> {
  const patience = AbortSignal.timeout(patienceMillis);
  try {
    const response = await fetch(address, {
      ...init,
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
      referrerPolicy: "no-referrer",
      signal: signal === undefined ? patience : AbortSignal.any([signal, patience]),
    });
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}

async function managedBackendUrl(): Promise<unknown> {
  try {
    return (await chrome.storage.managed.get("backendUrl"))["backendUrl"];
  } catch {
    // Browsers without managed storage refuse the call; that is the same as a policy that says nothing.
    return undefined;
  }
}
