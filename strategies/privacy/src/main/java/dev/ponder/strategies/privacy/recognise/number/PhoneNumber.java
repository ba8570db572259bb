package dev.ponder.strategies.privacy.recognise.number;

import java.util.List;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;

import dev.ponder.strategies.privacy.entity.Chars;
import dev.ponder.strategies.privacy.entity.Detections;
import dev.ponder.strategies.privacy.entity.EntityType;

/**
 * Telephone numbers. The form of a number decides whether it is a candidate: an international prefix, the groups of North
 * America, a leading 0, or a word such as "phone" in front of it. The numbering plans of libphonenumber confirm it; they are
 * loaded when the first candidate is found.
 */
final class PhoneNumber {

    private static final int FEWEST = 7;
    private static final int MOST = 15;
    private static final List<String> PHONE = List.of("phone", "phones", "telephone", "tel", "tel.", "mobile", "cell",
            "call",
            "fax", "whatsapp", "signal", "sms", "text", "dial", "ring", "telefon", "mobil", "handy", "rufnummer",
            "numero",
            "téléphone", "portable", "teléfono", "móvil", "number is", "reach me at", "contact", "extension");
    private static final List<String> OTHER = List.of("order", "invoice", "ticket", "tracking", "ref", "reference",
            "id",
            "serial", "part", "model", "isbn", "issn", "account", "version", "sku", "po", "timestamp", "total", "sum",
            "price",
            "population", "pid", "port", "line", "lines", "page", "pages", "bytes", "size", "count", "equals", "minus",
            "plus",
            "times", "zip", "code", "date", "build", "commit", "receipt", "shipment", "parcel", "case", "batch", "bug",
            "issue");

    private PhoneNumber() {
    }

    /**
     * Reports the number that begins with this plus sign, parenthesis or digit, if there is one.
     *
     * @param regions countries whose national numbers are known, as ISO 3166-1 codes
     */
    static void at(Detections detections, int start, List<String> regions) {
        String text = detections.text();
        var run = new Run(text, start);
        if (run.digits < FEWEST || run.date() || arithmetic(text, start, run.end())) {
            return;
        }
        boolean international = text.charAt(start) == '+' || text.startsWith("00", start) && run.digits > 10;
        int evidence = detections.evidence(start, run.end(), PHONE, OTHER);
        double plain = evidence > 0 ? 0.6 : evidence < 0 ? 0 : 0.3;
        if (international) {
            report(detections, run, regions, 0.9, 0.6);
        } else if (run.northAmerican()) {
            report(detections, run, regions, evidence < 0 ? 0.3 : 0.85,
                    evidence < 0 ? 0.2 : run.spaced() ? plain : 0.6);
        } else if (evidence > 0 || text.charAt(start) == '0' && run.groups > 1 && evidence == 0) {
            report(detections, run, regions, Math.max(plain, 0.6), plain);
        }
    }

    /** The longest valid number that begins the run; else the whole run. */
    private static void report(Detections detections, Run run, List<String> regions, double valid, double possible) {
        for (int groups = run.groups; groups > 0 && run.digitsOf(groups) >= FEWEST; groups--) {
            String candidate = detections.text().substring(run.start, run.ends[groups - 1]);
            if (detections.mayCheck() && Plans.valid(candidate, regions)) {
                detections.add(EntityType.PHONE, run.start, run.ends[groups - 1], valid);
                return;
            }
        }
        detections.add(EntityType.PHONE, run.start, run.end(), possible);
    }

    private static boolean arithmetic(String text, int start, int end) {
        return operator(text, start, -1) || operator(text, end - 1, 1);
    }

    private static boolean operator(String text, int from, int step) {
        int at = from + step;
        while (at >= 0 && at < text.length() && text.charAt(at) == ' ') {
            at += step;
        }
        return at >= 0 && at < text.length() && "+*/=^%<>×÷$€£".indexOf(text.charAt(at)) >= 0
                && !(text.charAt(at) == '<' && step > 0) && !(text.charAt(at) == '>' && step < 0)
                && !(text.charAt(at) == '=' && step < 0);
    }

    /** The numbering plans, loaded on first use. */
    private static final class Plans {

        private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();

        static boolean valid(String candidate, List<String> regions) {
            if (candidate.startsWith("+")) {
                return valid(candidate, "ZZ");
            }
            if (candidate.startsWith("00") && valid("+" + candidate.substring(2), "ZZ")) {
                return true;
            }
            return regions.stream().anyMatch(region -> valid(candidate, region));
        }

        private static boolean valid(String candidate, String region) {
            try {
                return PLANS.isValidNumber(PLANS.parse(candidate, region));
            } catch (NumberParseException e) {
                return false;
            }
        }
    }

    /** Digits with the separators of telephone numbers. */
    private static final class Run {

        private static final int MOST_GROUPS = 8;

        private final String text;
        private final int start;
        private final int[] ends = new int[MOST_GROUPS];
        private final int[] lengths = new int[MOST_GROUPS];
        private int groups;
        private int digits;

        Run(String text, int start) {
            this.text = text;
            this.start = start;
            int at = start;
            while (groups < MOST_GROUPS) {
                int digit = separators(at);
                int end = Chars.endOfDigits(text, digit, MOST + 1);
                if (end == digit || digits + end - digit > MOST) {
                    break;
                }
                boolean word = Chars.word(text, end) || Chars.is(text, end, '_');
                if (word && !(text.charAt(end) == 'x' || text.charAt(end) == 'e')) {
                    break;
                }
                lengths[groups] = end - digit;
                digits += end - digit;
                ends[groups++] = end;
                at = end;
            }
        }

        /** Up to three separators, without a line break. */
        private int separators(int from) {
            int at = from;
            int most = from == start ? 2 : 3;
            while (at < text.length() && at - from < most && separator(text.charAt(at), at)) {
                at++;
            }
            return at;
        }

        private boolean separator(char c, int at) {
            return c == '+' ? at == start : " -./()\u00a0\u2010\u2011".indexOf(c) >= 0;
        }

        int end() {
            return groups == 0 ? start : ends[groups - 1];
        }

        int digitsOf(int first) {
            int sum = 0;
            for (int i = 0; i < first; i++) {
                sum += lengths[i];
            }
            return sum;
        }

        /** 2024-11-30, 30.11.2024, 11/30/24, with or without a time. */
        boolean date() {
            if (groups < 3 || text.charAt(start) == '+' || text.charAt(start) == '(') {
                return false;
            }
            boolean yearFirst = lengths[0] == 4 && lengths[1] <= 2 && lengths[2] <= 2;
            boolean yearLast = lengths[0] <= 2 && lengths[1] <= 2 && (lengths[2] == 4 || lengths[2] == 2);
            char separator = text.charAt(ends[0]);
            return (yearFirst || yearLast) && separator != ' ' && text.charAt(ends[1]) == separator;
        }

        boolean northAmerican() {
            int area = groups > 3 && lengths[0] == 1 && digits >= 11 && digitAt(0, 0) == '1' ? 1 : 0;
            return groups >= area + 3 && lengths[area] == 3 && lengths[area + 1] == 3 && lengths[area + 2] == 4
                    && digitAt(area, 0) >= '2' && digitAt(area + 1, 0) >= '2';
        }

        boolean spaced() {
            return text.charAt(ends[0]) == ' ';
        }

        private char digitAt(int group, int index) {
            return text.charAt(ends[group] - lengths[group] + index);
        }
    }
}
