package dev.ponder.strategies.privacy.recognise.secret;

import java.util.ArrayList;
import java.util.List;

import dev.ponder.strategies.privacy.entity.Chars;
import dev.ponder.strategies.privacy.entity.Detections;
import dev.ponder.strategies.privacy.entity.EntityType;

/** Keys whose issuer marks them with a prefix, and JSON Web Tokens. */
public final class KeyPrefix {

    private static final int LONGEST = 4096;
    private static final int FEWEST = 12;
    private static final String JWT = "eyJ";
    private static final List<List<String>> BY_FIRST_CHARACTER = table("sk-", "sk_live_", "sk_test_", "rk_live_",
            "rk_test_",
            "pk_live_", "whsec_", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "gldt-", "glrt-",
            "AKIA", "ASIA",
            "AIza", "ya29.", "GOCSPX-", "xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xapp-", "hf_", "npm_", "pypi-",
            "dop_v1_",
            "shpat_", "shpss_", "SG.", "gsk_", "xai-", "pplx-", "r8_", "nvapi-", "tvly-", "ATATT", "lin_api_",
            "dckr_pat_",
            "figd_", "sntrys_", "rubygems_", "EAACEdEose0cBA", "AGE-SECRET-KEY-", "PMAK-", "NRAK-", "secret_", "key-",
            "hvs.",
            "dapi", "eyJ");

    private KeyPrefix() {
    }

    /** Reports the key that begins with the word at this place, if there is one. */
    public static void at(Detections detections, int start) {
        String text = detections.text();
        char first = text.charAt(start);
        if (first >= 128 || Chars.is(text, start - 1, '-') || Chars.is(text, start - 1, '_')) {
            return;
        }
        for (String prefix : BY_FIRST_CHARACTER.get(first)) {
            if (text.startsWith(prefix, start)) {
                report(detections, start, prefix);
                return;
            }
        }
    }

    private static void report(Detections detections, int start, String prefix) {
        String text = detections.text();
        int body = start + prefix.length();
        int end = end(text, body);
        if (prefix.equals(JWT)) {
            if (text.substring(start, end).chars().filter(c -> c == '.').count() >= 2 && end - start > 30) {
                detections.add(EntityType.SECRET, start, end, 1);
            }
        } else if (end - body >= FEWEST && mixed(text, body, end)) {
            detections.add(EntityType.SECRET, start, end, 0.95);
        }
    }

    private static int end(String text, int from) {
        int end = from;
        while (end < text.length() && end - from < LONGEST && key(text.charAt(end))) {
            end++;
        }
        while (end > from && !Chars.word(text, end - 1) && text.charAt(end - 1) != '=') {
            end--;
        }
        return end;
    }

    private static boolean key(char c) {
        return Chars.latin(c) || Chars.digit(c) || c == '-' || c == '_' || c == '.';
    }

    /** Words with hyphens, such as sk-learn-contrib-package, are no keys. */
    private static boolean mixed(String text, int from, int to) {
        int digits = 0;
        for (int i = from; i < to; i++) {
            digits += Chars.digit(text.charAt(i)) ? 1 : 0;
        }
        return digits >= 2 || digits >= 1 && Entropy.bits(text, from, to) >= 3.2;
    }

    private static List<List<String>> table(String... prefixes) {
        var table = new ArrayList<List<String>>();
        for (int c = 0; c < 128; c++) {
            char first = (char) c;
            table.add(List.of(prefixes).stream().filter(prefix -> prefix.charAt(0) == first).toList());
        }
        return List.copyOf(table);
    }
}
