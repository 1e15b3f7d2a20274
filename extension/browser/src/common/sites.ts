import table from "../sites.json";

/** A chatbot site the extension knows: where its composer is, and the id of its site descriptor. */
export interface Site {
  /** Id of the site descriptor, `chatgpt`. */
  readonly id: string;
  /** What people call it. */
  readonly name: string;
  /** The one host its pages come from. */
  readonly host: string;
  /** Selectors of the composer, best first. */
  readonly composers: readonly string[];
}

export const sites: readonly Site[] = table;

/** The site whose pages have this address, if it is one of ours and came over HTTPS on the usual port. */
export function siteOf(address: string | undefined): Site | undefined {
  const url = parse(address);
  if (url?.protocol !== "https:" || url.port !== "") return undefined;
  return sites.find((site) => site.host === url.hostname);
}

function parse(address: string | undefined): URL | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined;
  return new URL(address);
}
