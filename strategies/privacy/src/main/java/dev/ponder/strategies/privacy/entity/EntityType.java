package dev.ponder.strategies.privacy.entity;

import java.util.Arrays;
import java.util.List;

/** The kinds of personal data that have a recogniser. Their names are the labels of placeholders. */
public enum EntityType {
    /** A mail address. */
    EMAIL,
    /** A telephone number. */
    PHONE,
    /** The number of a payment card. */
    CARD,
    /** An international bank account number. */
    IBAN,
    /** A social security number of the USA. */
    SSN,
    /** A taxpayer number of the USA. */
    ITIN,
    /** A national identity, tax or health number with a checksum. */
    NATIONAL_ID,
    /** A postal address. */
    ADDRESS,
    /** An IPv4 or IPv6 address. */
    IP,
    /** The hardware address of a network card. */
    MAC,
    /** User name and password in a URL. */
    CREDENTIALS,
    /** An API key, a token, a private key or a password. */
    SECRET,
    /** The address of a wallet of a cryptocurrency. */
    CRYPTO,
    /** The name of a person, found by a {@link NameRecogniser} or listed in the configuration. */
    PERSON;

    /** All labels, in the order of declaration. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(Enum::name).toList();
    }
}
