export const defaultBackendUrl = "http://127.0.0.1:8181";

/**
 * The backend's origin, without a slash at the end.
 *
 * @param managed what the organisation's policy says, undefined when it says nothing
 * @returns undefined when the policy names something that must not be asked: anything but HTTPS, or HTTP on this machine
 */
export function backendUrl(managed: unknown): string | undefined {
  if (managed === undefined) return defaultBackendUrl;
  if (typeof managed !== "string" || !URL.canParse(managed)) return undefined;
  const url = new URL(managed);
  const local = url.protocol === "http:" && (url.hostname === "127.0.0.1" || url.hostname === "localhost");
  return url.protocol === "https:" || local ? url.origin : undefined;
}
