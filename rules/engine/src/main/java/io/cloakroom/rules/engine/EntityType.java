package io.cloakroom.rules.engine;

/** The kinds of personal data Cloakroom tells apart. A finer kind is a {@link Finding#subtype() subtype}, such as {@code KR_RRN}. */
public enum EntityType {
    PERSON,
    EMAIL,
    PHONE,
    ADDRESS,
    LOCATION,
    ORGANIZATION,
    DATE_OF_BIRTH,
    DATE,
    AGE,
    ID_NUMBER,
    PASSPORT,
    DRIVER_LICENSE,
    CREDIT_CARD,
    IBAN,
    BANK_ACCOUNT,
    IP_ADDRESS,
    MAC,
    URL,
    USERNAME,
    PASSWORD,
    SECRET,
    CRYPTO_ADDRESS,
    MEDICAL,
    VEHICLE,
    DEVICE_ID,
    POSTAL_CODE,
    COORDINATES,
    /** Nationality, religious or political group. */
    NRP,
    CUSTOM
}
