import { type EntityType, entityTypes } from "./entity-types";
import type { Amounts } from "./verdict";

/** Looks a message up in `_locales` and fills in `$1`. */
export type Translate = (key: string, substitution?: string) => string;

/** How many entity types are named before the rest is only counted. */
const namedTypes = 3;

/** Types with their amounts, largest first. */
export function ranked(amounts: Amounts): readonly { readonly type: EntityType; readonly amount: number }[] {
  return entityTypes
    .map((type) => ({ type, amount: amounts[type] ?? 0 }))
    .filter(({ amount }) => amount > 0)
    .sort((a, b) => b.amount - a.amount);
}

/** "2 names" in the person's language. */
export function amountOf(type: EntityType, amount: number, translate: Translate): string {
  return plural(`type_${type}`, amount, translate);
}

/** "2 names and 1 card number stay here"; empty when nothing would be withheld. */
export function summary(withheld: Amounts, translate: Translate): string {
  const all = ranked(withheld);
  if (all.length === 0) return "";
  const named = all.length > namedTypes + 1 ? all.slice(0, namedTypes) : all;
  const rest = total(all.slice(named.length));
  const parts = named.map(({ type, amount }) => amountOf(type, amount, translate));
  if (rest > 0) parts.push(plural("more", rest, translate));
  const list = new Intl.ListFormat(translate("locale"), { type: "conjunction" }).format(parts);
  return translate(form("withheld", total(all), translate), list);
}

function total(all: readonly { readonly amount: number }[]): number {
  return all.reduce((sum, { amount }) => sum + amount, 0);
}

function plural(key: string, amount: number, translate: Translate): string {
  const number = new Intl.NumberFormat(translate("locale")).format(amount);
  return translate(form(key, amount, translate), number);
}

function form(key: string, amount: number, translate: Translate): string {
  const category = new Intl.PluralRules(translate("locale")).select(amount);
  // Italian has "many" for whole millions; the messages carry the two forms that people meet.
  return `${key}_${category === "one" ? "one" : "other"}`;
}
