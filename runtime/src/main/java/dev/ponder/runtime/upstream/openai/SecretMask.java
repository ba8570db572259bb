package dev.ponder.runtime.upstream.openai;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** Hides the secrets of an upstream, and whatever has the form of a key, in texts for clients and logs. */
final class SecretMask {

    private static final String HIDDEN = "***";
    private static final int SHORTEST_SECRET = 4;
    /** Keys by their prefixes, bearer tokens, and JSON Web Tokens. */
    private static final Pattern KEYS = Pattern.compile(
            "\\b((?:sk|pk|rk|gsk|hf|xai|nvapi|pplx|csk|r8|ghp|github_pat|AKIA|ASIA|AIza)[-_]?)(?=[\\w-]*\\d)[\\w-]{12,}"
                    + "|\\b([Bb]earer )[\\w.~+/=-]{12,}|\\b(eyJ)[\\w-]{8,}\\.[\\w-]{8,}\\.[\\w-]*");

    private volatile List<String> secrets;

    /** Masks these values, plain and percent-encoded. Values of fewer than 4 characters would mask half of each text. */
    SecretMask(Collection<String> secrets) {
        this.secrets = masked(secrets.stream());
    }

    /** Masks these values too. Earlier ones may still be in messages about calls that run. */
    synchronized void add(Collection<String> more) {
        secrets = masked(Stream.concat(secrets.stream(), more.stream()));
    }

    private static List<String> masked(Stream<String> secrets) {
        return secrets.filter(secret -> secret.length() >= SHORTEST_SECRET)
                .flatMap(secret -> Stream.of(secret, URLEncoder.encode(secret, StandardCharsets.UTF_8)))
                .distinct().sorted(Comparator.comparing(String::length).reversed()).toList();
    }

    /** The text with asterisks in place of secrets; the same object if it has none. */
    String mask(String text) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, HIDDEN);
        }
        var matcher = KEYS.matcher(masked);
        return matcher.find()
                ? matcher.replaceAll(match -> prefix(match.group(1), match.group(2), match.group(3)) + "\\*\\*\\*")
                : masked;
    }

    private static String prefix(@Nullable String key, @Nullable String bearer, String token) {
        return key != null ? key : bearer != null ? bearer : token;
    }
}
