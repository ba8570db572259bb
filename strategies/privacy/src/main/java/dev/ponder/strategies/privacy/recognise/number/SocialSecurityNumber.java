package dev.ponder.strategies.privacy.recognise.number;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.ponder.strategies.privacy.entity.Detections;
import dev.ponder.strategies.privacy.entity.EntityType;

/** Social security numbers and taxpayer numbers of the USA. They have no checksum, but numbers that are never assigned. */
final class SocialSecurityNumber {

    private static final List<String> SOCIAL = List.of("ssn", "ssns", "social", "security", "itin", "taxpayer", "tax",
            "tin",
            "w-2", "w-9");
    private static final List<String> OTHER = List.of("order", "invoice", "ticket", "tracking", "part", "model", "sku",
            "serial",
            "isbn", "ref", "reference", "case", "phone", "zip", "po");

    private SocialSecurityNumber() {
    }

    static void at(Detections detections, DigitGroups groups) {
        boolean divided = groups.are(3, 2, 4) && " -".indexOf(groups.separator()) >= 0;
        if (!divided && !groups.are(9)) {
            return;
        }
        int count = divided ? 3 : 1;
        String digits = groups.digits(count);
        EntityType type = type(digits);
        int start = groups.start();
        int end = groups.end(count);
        if (type != null) {
            int evidence = detections.evidence(start, end, SOCIAL, OTHER);
            double plain = divided ? groups.separator() == '-' ? 0.85 : 0.4 : 0.1;
            detections.add(type, start, end, evidence > 0 ? Math.max(0.8, plain) : evidence < 0 ? plain - 0.4 : plain);
        }
    }

    private static @Nullable EntityType type(String digits) {
        int area = Integer.parseInt(digits, 0, 3, 10);
        int group = Integer.parseInt(digits, 3, 5, 10);
        if (area >= 900) {
            boolean assigned = group >= 50 && group <= 65 || group >= 70 && group <= 88 || group >= 90 && group != 93;
            return assigned ? EntityType.ITIN : null;
        }
        return area == 0 || area == 666 || group == 0 || digits.endsWith("0000") ? null : EntityType.SSN;
    }
}
