package dev.ponder.runtime.upstream.openai;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Hides the secrets of an upstream in texts, and whatever looks like an API key. */
final class SecretMask {

    private static final String MASK = "***";
    private static final int MIN_LENGTH = 4;
    private static final Pattern KEYS = Pattern.compile("(?i)(\\bbearer\\s+|\\bbasic\\s+|\\bsk-)[\\w.~+/=-]{12,}");

    private final List<String> secrets;

    /** Masks these values, plain and percent-encoded. Values of fewer than 4 characters would mask half of each text. */
    SecretMask(Collection<String> secrets) {
        this.secrets = secrets.stream().filter(secret -> secret.length() >= MIN_LENGTH)
                .flatMap(secret -> Stream.of(secret, URLEncoder.encode(secret, StandardCharsets.UTF_8)))
                .distinct().sorted(Comparator.comparing(String::length).reversed()).toList();
    }

    String hide(String text) {
        String hidden = text;
        for (String secret : secrets) {
            hidden = hidden.replace(secret, MASK);
        }
        return KEYS.matcher(hidden).replaceAll("$1" + MASK);
    }
}
