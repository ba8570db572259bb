package dev.ponder.strategies.privacy.recognise.number;

import static dev.ponder.strategies.privacy.recognise.number.Checksums.digit;
import static dev.ponder.strategies.privacy.recognise.number.Checksums.weighted;

import java.util.List;
import java.util.function.Predicate;

import dev.ponder.strategies.privacy.entity.Detections;
import dev.ponder.strategies.privacy.entity.EntityType;

/**
 * National numbers with a checksum. One of ten or eleven random numbers passes, so that most of them also need a word in
 * front of them.
 */
enum NationalId {

    /** India: Aadhaar. */
    AADHAAR(12, new int[]{4, 4, 4}, 0.4, id -> digit(id, 0) > 1 && Checksums.verhoeff(id), "aadhaar", "aadhar",
            "uidai"),
    /** Brazil: CPF, which is written as 123.456.789-09. */
    CPF(11, new int[]{}, 0.1, id -> cpf(id, 9) && cpf(id, 10), "cpf"),
    /** Canada: social insurance number. */
    SIN(9, new int[]{3, 3, 3}, 0.3, Checksums::luhn, "sin", "nas", "social insurance"),
    /** Germany: tax number. */
    STEUER_ID(11, new int[]{2, 3, 3, 3}, 0.4, Checksums::mod11And10, "steuer", "steuerid", "steuer-id", "idnr",
            "idnummer",
            "identifikationsnummer", "steueridentifikationsnummer", "tin"),
    /** Netherlands: citizen service number. */
    BSN(9, new int[]{}, 0.1, id -> (weighted(id, 9, 8, 7, 6, 5, 4, 3, 2) - digit(id, 8)) % 11 == 0, "bsn",
            "burgerservicenummer"),
    /** Poland. */
    PESEL(11, new int[]{}, 0.1, id -> weighted(id, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1) % 10 == 0, "pesel"),
    /** France: social security, 13 digits and their check. */
    NIR(15, new int[]{}, 0.3,
            id -> 97 - Long.parseLong(id, 0, 13, 10) % 97 == Long.parseLong(id, 13, 15, 10), "nir", "insee",
            "sécurité sociale", "securite sociale"),
    /** United Kingdom: health service. */
    NHS(10, new int[]{3, 3, 4}, 0.3, id -> nhs(id), "nhs");

    private final int length;
    private final int[] shape;
    private final double plain;
    private final Predicate<String> valid;
    private final List<String> words;

    NationalId(int length, int[] shape, double plain, Predicate<String> valid, String... words) {
        this.length = length;
        this.shape = shape;
        this.plain = plain;
        this.valid = valid;
        this.words = List.of(words);
    }

    static void at(Detections detections, DigitGroups groups) {
        for (NationalId kind : values()) {
            kind.report(detections, groups);
        }
        boolean written = groups.count() == 4 && groups.length(0) == 3 && groups.length(1) == 3 && groups.length(2) == 3
                && groups.length(3) == 2 && groups.separator() == '.';
        if (written && CPF.valid.test(groups.digits(4))) {
            detections.add(EntityType.NATIONAL_ID, groups.start(), groups.end(4), 0.85);
        }
    }

    private void report(Detections detections, DigitGroups groups) {
        int count = groups.are(length) ? 1 : shape.length > 0 && groups.are(shape) ? shape.length : 0;
        if (count > 0 && valid.test(groups.digits(count))) {
            int start = groups.start();
            int end = groups.end(count);
            boolean named = detections.evidence(start, end, words, List.of("order", "invoice")) > 0;
            detections.add(EntityType.NATIONAL_ID, start, end, named ? 0.9 : plain);
        }
    }

    private static boolean cpf(String digits, int place) {
        int sum = 0;
        for (int i = 0; i < place; i++) {
            sum += digit(digits, i) * (place + 1 - i);
        }
        return sum * 10 % 11 % 10 == digit(digits, place);
    }

    private static boolean nhs(String digits) {
        int check = 11 - weighted(digits, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
        return (check == 11 ? 0 : check) == digit(digits, 9);
    }
}
