package dev.ponder.runtime.upstream.openai;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * The headers that authorize calls to an upstream.
 *
 * @param authorization the value of {@code Authorization}, which a header of the client may replace; empty for none
 * @param otherKey another header that carries the key, by its lower-case name, which a header of the client may replace
 * @param headers the additional headers, which nothing replaces, by lower-case names
 * @param secrets values that must not appear in logs or errors
 */
record UpstreamCredentials(Optional<String> authorization, Map<String, String> otherKey, Map<String, String> headers,
        List<String> secrets) {

    /** The header that carries a key as a bearer token. */
    static final String AUTHORIZATION = "authorization";
    /** Headers that belong to a connection or a body. */
    static final Set<String> RESERVED = Set.of("accept-encoding", "connection", "content-encoding",
            "content-length", "expect", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade");
    private static final int MIN_SECRET_VALUE = 8;

    /** Checks the settings of an upstream whose key is a bearer token. */
    static UpstreamCredentials of(String property, Optional<String> key, Optional<String> userInfo,
            Map<String, String> headers, List<String> faults) {
        return of(property, AUTHORIZATION, key, userInfo, headers, faults);
    }

    /**
     * Checks the settings of an upstream.
     *
     * @param property the prefix of its properties
     * @param keyHeader the header that carries the key
     * @param faults receives a line for each fault; no line shows a value
     */
    static UpstreamCredentials of(String property, String keyHeader, Optional<String> key, Optional<String> userInfo,
            Map<String, String> headers, List<String> faults) {
        Optional<String> apiKey = key.map(String::strip).filter(text -> !text.isEmpty());
        apiKey.flatMap(UpstreamCredentials::faultOfKey)
                .ifPresent(fault -> faults.add(property + ".api-key: " + fault + " (expected visible ASCII characters"
                        + " without blanks or line breaks between them)"));
        boolean bearer = keyHeader.equals(AUTHORIZATION);
        if (apiKey.isPresent() && userInfo.isPresent() && bearer) {
            faults.add(property + ".api-key: set, while the base URL has a user name"
                    + " (expected one of the two, because both are sent as the header Authorization)");
        }
        var checked = new TreeMap<String, String>();
        headers.forEach((name, value) -> checked.put(header(property, name, value, faults), value.strip()));
        var secrets = new ArrayList<String>(checked.values().stream()
                .filter(value -> value.length() >= MIN_SECRET_VALUE).toList());
        apiKey.ifPresent(secrets::add);
        Optional<String> basic = userInfo.map(user -> URLDecoder.decode(user, StandardCharsets.UTF_8));
        basic.ifPresent(user -> {
            secrets.add(user.substring(user.indexOf(':') + 1));
            secrets.add(base64(user));
        });
        return new UpstreamCredentials(
                apiKey.filter(text -> bearer).map(text -> "Bearer " + text)
                        .or(() -> basic.map(user -> "Basic " + base64(user))),
                apiKey.filter(text -> !bearer).map(text -> Map.of(header(property, keyHeader, "", faults), text))
                        .orElse(Map.of()),
                checked, secrets);
    }

    private static Optional<String> faultOfKey(String key) {
        return key.chars().filter(c -> c <= ' ' || c >= 127).boxed().findFirst()
                .map(c -> "the character at position " + key.indexOf(c) + " is " + (c == '\n' || c == '\r'
                        ? "a line break"
                        : c == ' ' || c == '\t' ? "a blank" : "no visible ASCII character"));
    }

    /** Environment variables have no hyphens: SmallRye reads their underscores as dots. */
    private static String header(String property, String name, String value, List<String> faults) {
        String header = name.replace('.', '-').toLowerCase(Locale.ROOT);
        String setting = property + ".headers." + name;
        if (!header.matches("[!#$%&'*+^_`|~0-9a-z-]+")) {
            faults.add(setting + ": not the name of a header (expected letters, digits and hyphens)");
        } else if (RESERVED.contains(header)) {
            faults.add(setting + ": set by the server itself (remove the property)");
        }
        fault(value.strip(), "a printable ASCII character", c -> c >= ' ' && c < 127)
                .ifPresent(fault -> faults.add(setting + ": " + fault + " (remove it from the value)"));
        return header;
    }

    private static Optional<String> fault(String text, String expected, IntPredicate allowed) {
        return text.chars().filter(allowed.negate()).boxed().findFirst()
                .map(c -> "the character at position " + text.indexOf(c) + " is not " + expected);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
