package dev.ponder.strategies.privacy.recognise.number;

import java.util.List;

import dev.ponder.strategies.privacy.entity.Detections;
import dev.ponder.strategies.privacy.entity.EntityType;

/** Numbers of payment cards: the ranges of the brands, their lengths and groups, and the checksum. */
final class CardNumber {

    private static final List<String> CARD = List.of("card", "cards", "visa", "mastercard", "amex", "credit", "debit",
            "pan",
            "cc", "karte", "kreditkarte", "carte");
    private static final List<String> OTHER = List.of("order", "tracking", "invoice", "ticket", "id", "serial",
            "timestamp",
            "isbn", "imei", "ean");

    private CardNumber() {
    }

    static void at(Detections detections, DigitGroups groups) {
        int count = groups.are(4, 4, 4, 4) || groups.are(4, 4, 4, 1)
                ? 4
                : groups.are(4, 4, 4, 4, 3)
                        ? 5
                        : groups.are(4, 6, 5) || groups.are(4, 6, 4)
                                ? 3
                                : groups.length(0) >= 13 && groups.length(0) <= 19 && groups.closed(1) ? 1 : 0;
        if (count == 0 || count > 1 && " -".indexOf(groups.separator()) < 0) {
            return;
        }
        String digits = groups.digits(count);
        if (branded(digits) && Checksums.luhn(digits)) {
            int start = groups.start();
            int end = groups.end(count);
            int evidence = detections.evidence(start, end, CARD, OTHER);
            boolean usual = digits.length() == 16 || digits.length() == 15 || count > 1;
            detections.add(EntityType.CARD, start, end, evidence > 0 ? 1 : evidence < 0 ? 0.55 : usual ? 0.9 : 0.45);
        }
    }

    private static boolean branded(String digits) {
        int two = Integer.parseInt(digits, 0, 2, 10);
        int four = Integer.parseInt(digits, 0, 4, 10);
        return switch (digits.length()) {
            case 15 -> two == 34 || two == 37 || four == 2131 || four == 1800;
            case 14 -> two == 36 || two == 38 || four >= 3000 && four <= 3059;
            case 13 -> digits.charAt(0) == '4';
            default -> digits.charAt(0) == '4' || two >= 50 && two <= 69 || two == 35 || two == 36 || two == 81
                    || four >= 2200 && four <= 2720;
        };
    }
}
