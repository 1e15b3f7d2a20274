import { readdirSync, readFileSync } from "node:fs";
import type { Translate } from "../src/common/words";

const folder = new URL("../src/_locales/", import.meta.url);

/** The languages the extension speaks. */
export const languages: readonly string[] = readdirSync(folder);

export function messagesOf(language: string): Readonly<Record<string, { readonly message: string }>> {
  return JSON.parse(readFileSync(new URL(`${language}/messages.json`, folder), "utf8"));
}

/** What `chrome.i18n.getMessage` does with our messages, except that a missing one is an error. */
export function translator(language: string): Translate {
  const messages = messagesOf(language);
  return (key, substitution = "") => {
    const found = messages[key];
    if (found === undefined) throw new Error(`${language} has no message "${key}"`);
    return found.message.replaceAll("$1", () => substitution);
  };
}
