package dev.ponder.strategies.privacy.recognise.number;

import java.util.List;

import dev.ponder.strategies.privacy.entity.Chars;
import dev.ponder.strategies.privacy.entity.Detections;
import dev.ponder.strategies.privacy.entity.EntityType;

/** All recognisers of numbers that begin at one place. */
public final class Numbers {

    private Numbers() {
    }

    /**
     * Reports the numbers that begin with the plus sign, parenthesis or digit at this place.
     *
     * @param regions countries whose national telephone numbers are known, as ISO 3166-1 codes
     */
    public static void at(Detections detections, int start, List<String> regions) {
        String text = detections.text();
        if (decimalPlace(text, start)) {
            return;
        }
        if (Chars.digit(text.charAt(start))) {
            var groups = new DigitGroups(text, start);
            int first = groups.length(0);
            if (groups.count() > 1 || first > 8) {
                CardNumber.at(detections, groups);
                SocialSecurityNumber.at(detections, groups);
                if (groups.digits() >= 9 && detections.wants(EntityType.NATIONAL_ID)) {
                    NationalId.at(detections, groups);
                }
            } else if (first < 7) {
                return;
            }
        }
        if (detections.wants(EntityType.PHONE)) {
            PhoneNumber.at(detections, start, regions);
        }
    }

    /** Whether the place is within a number such as 3.14159 or 1,234. */
    private static boolean decimalPlace(String text, int start) {
        return (Chars.is(text, start - 1, '.') || Chars.is(text, start - 1, ',')) && Chars.digit(text, start - 2);
    }
}
