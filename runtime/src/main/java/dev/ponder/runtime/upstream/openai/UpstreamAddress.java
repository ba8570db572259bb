package dev.ponder.runtime.upstream.openai;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where requests are sent. Unlike {@link URI}, it accepts host names with underscores, which container networks have.
 *
 * @param host as in a URL: an IPv6 address has brackets
 * @param path without a slash at the end
 * @param query with its question mark; empty for none
 * @param userInfo user name and password, percent-encoded; it is never shown
 * @param modelSuffix what follows the path and the name of the model, in addresses that contain it; empty in others
 */
record UpstreamAddress(boolean tls, String host, int port, String path, String query, Optional<String> userInfo,
        Optional<String> modelSuffix) {

    private static final Pattern AUTHORITY = Pattern
            .compile("(?:(?<user>.*)@)?(?<host>\\[[0-9A-Fa-f:.%]+\\w*]|[^:@\\[\\]]+)(?::(?<port>\\d{1,5})?)?");
    private static final Pattern HOST = Pattern.compile("[\\w.-]+|\\[.*]");
    private static final String ENDPOINT = "/chat/completions";
    private static final String MODEL = "/{model}";

    /** Parses a base URL. Throws {@link IllegalArgumentException} with what is wrong with it; the text is not repeated. */
    static UpstreamAddress parse(String text) {
        String url = text.strip();
        int model = url.indexOf(MODEL);
        UpstreamAddress address = model < 0 ? of(uri(url)) : ofModel(url, model);
        if (address.path.endsWith(ENDPOINT)
                || address.modelSuffix.filter(suffix -> suffix.endsWith(ENDPOINT)).isPresent()) {
            throw new IllegalArgumentException("it ends with " + ENDPOINT + ", which is added to each call");
        }
        return address;
    }

    private static UpstreamAddress ofModel(String url, int model) {
        UpstreamAddress before = of(uri(url.substring(0, model)));
        UpstreamAddress whole = of(uri(url.substring(0, model) + "/x" + url.substring(model + MODEL.length())));
        String suffix = whole.path.substring(before.path.length() + 2);
        if (!suffix.isEmpty() && suffix.charAt(0) != '/') {
            throw new IllegalArgumentException("{model} is not a whole segment of its path");
        }
        return new UpstreamAddress(before.tls, before.host, before.port, before.path, whole.query, before.userInfo,
                Optional.of(suffix));
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e.getReason().toLowerCase(Locale.ROOT) + " at position " + e.getIndex());
        }
    }

    private static UpstreamAddress of(URI uri) {
        boolean tls = "https".equalsIgnoreCase(uri.getScheme());
        if (!tls && !"http".equalsIgnoreCase(uri.getScheme())) {
            throw new IllegalArgumentException("it does not begin with http:// or https://");
        }
        if (uri.getRawAuthority() == null) {
            throw new IllegalArgumentException("it has no host");
        }
        Matcher authority = AUTHORITY.matcher(uri.getRawAuthority());
        if (!authority.matches()) {
            throw new IllegalArgumentException("its host or port is malformed");
        }
        if (uri.getRawFragment() != null) {
            throw new IllegalArgumentException("it has a fragment (#)");
        }
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new UpstreamAddress(tls, host(authority.group("host")), port(authority.group("port"), tls),
                path.replaceAll("/+$", ""), query, Optional.ofNullable(authority.group("user")),
                Optional.empty());
    }

    private static String host(String host) {
        String ascii = host.chars().allMatch(c -> c < 128) ? host : IDN.toASCII(host);
        if (!HOST.matcher(ascii).matches()) {
            throw new IllegalArgumentException("its host is malformed");
        }
        return ascii;
    }

    private static int port(String port, boolean tls) {
        if (port == null) {
            return tls ? 443 : 80;
        }
        int number = Integer.parseInt(port);
        if (number < 1 || number > 65_535) {
            throw new IllegalArgumentException("its port is not in the range 1 to 65535");
        }
        return number;
    }

    /** The address of an endpoint below this address. */
    UpstreamAddress at(String endpoint) {
        return new UpstreamAddress(tls, host, port, path + endpoint, query, userInfo, Optional.empty());
    }

    /** The path of an endpoint below this address, for calls of a model. */
    String path(String endpoint, String model) {
        return modelSuffix.isEmpty()
                ? endpoint
                : '/' + URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20") + modelSuffix.get()
                        + endpoint;
    }

    /** The same address with more parameters in its query. */
    UpstreamAddress with(Map<String, String> parameters) {
        var all = new StringBuilder(query);
        parameters.forEach((name, value) -> all.append(all.isEmpty() ? '?' : '&')
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8)).append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return new UpstreamAddress(tls, host, port, path, all.toString(), userInfo, modelSuffix);
    }

    /** Where a redirection from here leads; throws {@link IllegalArgumentException} for a malformed one. */
    UpstreamAddress redirected(String location) {
        URI target = uri(toString() + query).resolve(uri(location.strip()));
        UpstreamAddress parsed = of(uri(target.toString().replaceAll("#.*", "")));
        return new UpstreamAddress(parsed.tls, parsed.host, parsed.port,
                target.getRawPath().isEmpty() ? "/" : target.getRawPath(), parsed.query, Optional.empty(),
                Optional.empty());
    }

    /** Whether requests may be redirected there with their credentials: the same origin, or the same host by TLS. */
    boolean trusts(UpstreamAddress target) {
        boolean origin = tls == target.tls && port == target.port;
        return host.equalsIgnoreCase(target.host) && (origin || !tls && target.tls);
    }

    /** Path and query, as the request line has them. */
    String requestTarget() {
        return (path.isEmpty() ? "/" : path) + query;
    }

    /** Without user name, password and query, which may be secrets. */
    @Override
    public String toString() {
        boolean byDefault = port == (tls ? 443 : 80);
        return (tls ? "https://" : "http://") + host + (byDefault ? "" : ":" + port) + path
                + modelSuffix.map(suffix -> MODEL + suffix).orElse("");
    }
}
