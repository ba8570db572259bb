package dev.ponder.retrieval.search;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Compares URLs of different search engines: addresses of the same page have equal keys. Immutable.
 *
 * @param key the address without scheme, {@code www.}, default port, fragment, tracking parameters and last slash
 * @param host the host in lower case, without {@code www.}
 */
public record CanonicalUrl(String key, String host) {

    private static final int MAX_LENGTH = 2048;
    private static final Set<String> TRACKING = Set.of("gclid", "fbclid", "msclkid", "dclid", "yclid", "igshid",
            "mc_cid",
            "mc_eid", "ref_src", "gad_source", "srsltid");
    private static final String CAMPAIGN = "utm_";

    /** Empty for what is no {@code http} or {@code https} URL, or is too long. */
    public static Optional<CanonicalUrl> of(String url) {
        if (url.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(url);
            String scheme = uri.getScheme();
            String host = uri.getHost();
            if (host == null || !("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))) {
                return Optional.empty();
            }
            return Optional.of(of(uri, withoutPrefix(host.toLowerCase(Locale.ROOT))));
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    private static CanonicalUrl of(URI uri, String host) {
        boolean usual = uri.getPort() < 0 || uri.getPort() == 80 || uri.getPort() == 443;
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String shortPath = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return new CanonicalUrl(host + (usual ? "" : ":" + uri.getPort()) + shortPath + query(uri.getRawQuery()), host);
    }

    private static String withoutPrefix(String host) {
        return host.startsWith("www.") ? host.substring("www.".length()) : host;
    }

    private static String query(@Nullable String query) {
        if (query == null || query.isEmpty()) {
            return "";
        }
        String rest = Stream.of(query.split("&")).filter(parameter -> !tracks(parameter)).sorted()
                .collect(Collectors.joining("&"));
        return rest.isEmpty() ? "" : "?" + rest;
    }

    private static boolean tracks(String parameter) {
        int equals = parameter.indexOf('=');
        String name = (equals < 0 ? parameter : parameter.substring(0, equals)).toLowerCase(Locale.ROOT);
        return name.startsWith(CAMPAIGN) || TRACKING.contains(name);
    }
}
