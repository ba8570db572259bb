package dev.ponder.runtime.upstream.openai;

import java.util.Optional;
import java.util.regex.Pattern;

/** Hides the upstream's API key, and whatever has the form of a key, in texts for clients. */
final class SecretMask {

    private static final String HIDDEN = "***";
    private static final int SHORTEST_KEY = 4;
    /** Keys by their prefixes, bearer tokens, and JSON Web Tokens. */
    private static final Pattern KEYS = Pattern.compile(
            "\\b((?:sk|pk|rk|gsk|hf|xai|nvapi|pplx|csk|r8|ghp|github_pat|AKIA|ASIA|AIza)[-_]?)(?=[\\w-]*\\d)[\\w-]{12,}"
                    + "|\\b([Bb]earer )[\\w.~+/=-]{12,}|\\b(eyJ)[\\w-]{8,}\\.[\\w-]{8,}\\.[\\w-]*");

    private final Optional<String> secret;

    SecretMask(Optional<String> secret) {
        this.secret = secret.filter(key -> key.length() >= SHORTEST_KEY);
    }

    /** The text with asterisks in place of keys; the same object if it has none. */
    String mask(String text) {
        String masked = secret.isPresent() ? text.replace(secret.get(), HIDDEN) : text;
        var matcher = KEYS.matcher(masked);
        return matcher.find()
                ? matcher.replaceAll(match -> prefix(match.group(1), match.group(2), match.group(3)) + "\\*\\*\\*")
                : masked;
    }

    private static String prefix(String key, String bearer, String token) {
        return key != null ? key : bearer != null ? bearer : token;
    }
}
