/** The entity types of the rules engine, in the order in which equal amounts are named. */
export const entityTypes = [
  "PERSON",
  "EMAIL",
  "PHONE",
  "ADDRESS",
  "LOCATION",
  "ORGANIZATION",
  "DATE_OF_BIRTH",
  "DATE",
  "AGE",
  "ID_NUMBER",
  "PASSPORT",
  "DRIVER_LICENSE",
  "CREDIT_CARD",
  "IBAN",
  "BANK_ACCOUNT",
  "IP_ADDRESS",
  "MAC",
  "URL",
  "USERNAME",
  "PASSWORD",
  "SECRET",
  "CRYPTO_ADDRESS",
  "MEDICAL",
  "VEHICLE",
  "DEVICE_ID",
  "POSTAL_CODE",
  "COORDINATES",
  "NRP",
  "CUSTOM",
] as const;

export type EntityType = (typeof entityTypes)[number];

export function isEntityType(name: string): name is EntityType {
  return (entityTypes as readonly string[]).includes(name);
}
