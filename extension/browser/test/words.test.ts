import assert from "node:assert/strict";
import { test } from "node:test";
import { entityTypes } from "../src/common/entity-types";
import type { Amounts } from "../src/common/verdict";
import { amountOf, summary } from "../src/common/words";
import { languages, messagesOf, translator } from "./locales";

const summaries: readonly (readonly [string, Amounts, string])[] = [
  ["en", {}, ""],
  ["en", { PERSON: 1 }, "1 name stays here"],
  ["en", { PERSON: 2, CREDIT_CARD: 1 }, "2 names and 1 card number stay here"],
  ["en", { PERSON: 1, EMAIL: 1, IBAN: 3 }, "3 IBANs, 1 name, and 1 e-mail address stay here"],
  ["en", { PERSON: 1, EMAIL: 1, IBAN: 1, PHONE: 1 }, "1 name, 1 e-mail address, 1 phone number, and 1 IBAN stay here"],
  ["en", { PERSON: 5, EMAIL: 4, IBAN: 3, PHONE: 2, AGE: 1 }, "5 names, 4 e-mail addresses, 3 IBANs, and 3 more stay here"],
  ["en", { PERSON: 1234 }, "1,234 names stay here"],
  ["de", { PERSON: 2, CREDIT_CARD: 1 }, "2 Namen und 1 Kartennummer bleiben hier"],
  ["de", { PASSWORD: 1 }, "1 Passwort bleibt hier"],
  ["it", { PERSON: 2, CREDIT_CARD: 1 }, "Restano qui: 2 nomi e 1 numero di carta"],
  ["it", { PERSON: 1 }, "Resta qui: 1 nome"],
  ["it", { PERSON: 1_000_000 }, "Restano qui: 1.000.000 nomi"],
  ["ko", { PERSON: 2, CREDIT_CARD: 1 }, "이곳에 남음: 이름 2개 및 카드 번호 1개"],
];

for (const [language, withheld, expected] of summaries) {
  test(`${language}: ${JSON.stringify(withheld)} is "${expected}"`, () => {
    assert.equal(summary(withheld, translator(language)), expected);
  });
}

for (const language of languages) {
  test(`${language} names every entity type in both amounts`, () => {
    for (const type of entityTypes) {
      for (const amount of [1, 2]) assert.match(amountOf(type, amount, translator(language)), new RegExp(`${amount}`));
    }
  });

  test(`${language} has the messages of English, as far as its plurals need them`, () => {
    const oneIsOther = new Intl.PluralRules(language).select(1) === "other";
    const needed = Object.keys(messagesOf("en")).filter((key) => !(oneIsOther && key.endsWith("_one")));
    assert.deepEqual(Object.keys(messagesOf(language)).sort(), needed.sort());
    assert.equal(messagesOf(language)["locale"]?.message, language);
  });

  test(`${language} fills in what English fills in`, () => {
    const english = messagesOf("en");
    for (const [key, { message }] of Object.entries(messagesOf(language))) {
      assert.equal(message.includes("$1"), english[key]?.message.includes("$1"), key);
    }
  });
}
