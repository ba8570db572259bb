package dev.ponder.retrieval.fetch;

import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

import dev.ponder.retrieval.fetch.address.IpLiteral;

/**
 * The URL of a page in its normal form: scheme and host in lower case, the host in ASCII, an address in its usual form, all other
 * characters that URLs do not allow percent-encoded, and no fragment. Reads what texts contain, and rejects what clients and
 * servers may understand differently. Immutable.
 *
 * @param uri the URL
 * @param address the address, if it is written in place of a host name
 */
record PageUrl(URI uri, Optional<InetAddress> address) {

    private static final int MAX_HOST = 253;
    private static final int MAX_PORT = 65535;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    /** Of the ASCII characters, those that stand for themselves in a path or query. */
    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?@!$&'()*+,;=%";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /**
     * Reads an absolute URL.
     *
     * @throws FetchException if it is none that can be fetched
     */
    static PageUrl parse(String text, int maxLength) {
        if (text.length() > maxLength) {
            throw new FetchException("the URL is longer than " + maxLength + " characters");
        }
        if (text.chars().anyMatch(c -> c <= ' ' || c == '\\' || c == 0x7f)) {
            throw new FetchException("not a valid URL");
        }
        int colon = text.indexOf(':');
        String scheme = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new FetchException("only http and https URLs can be read");
        }
        if (!text.startsWith("//", colon + 1)) {
            throw new FetchException("not a valid URL");
        }
        int begin = colon + 3;
        int end = begin;
        while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return of(scheme, text.substring(begin, end), target(text.substring(end)));
    }

    private static PageUrl of(String scheme, String authority, String target) {
        if (authority.indexOf('@') >= 0) {
            throw new FetchException("URLs with credentials are not read");
        }
        int portAt = authority.lastIndexOf(':');
        boolean withPort = portAt > authority.lastIndexOf(']');
        String host = withPort ? authority.substring(0, portAt) : authority;
        int standard = scheme.equals("http") ? HTTP : HTTPS;
        int port = withPort ? port(authority.substring(portAt + 1), standard) : standard;
        Optional<InetAddress> address = address(host);
        String name = address.map(PageUrl::written).orElseGet(() -> name(host));
        if (address.isEmpty() && IpLiteral.isNumeric(name)) {
            // Full-width digits and dots become ASCII by normalisation
            address = Optional.of(IpLiteral.parse(name).orElseThrow(() -> new FetchException("not a valid URL")));
            name = written(address.get());
        }
        return new PageUrl(URI.create(scheme + "://" + name + (port == standard ? "" : ":" + port) + target), address);
    }

    private static Optional<InetAddress> address(String host) {
        if (!host.startsWith("[")) {
            return Optional.empty();
        }
        String inside = host.substring(1, Math.max(1, host.length() - 1));
        if (!host.endsWith("]") || inside.indexOf(':') < 0) {
            throw new FetchException("not a valid URL");
        }
        return Optional.of(IpLiteral.parse(inside).orElseThrow(() -> new FetchException("not a valid URL")));
    }

    private static String written(InetAddress address) {
        String text = address.getHostAddress();
        return text.indexOf(':') < 0 ? text : "[" + text + "]";
    }

    private static int port(String digits, int standard) {
        if (digits.isEmpty()) {
            return standard;
        }
        if (digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new FetchException("not a valid URL");
        }
        int port = Integer.parseInt(digits);
        if (port < 1 || port > MAX_PORT) {
            throw new FetchException("not a valid URL");
        }
        return port;
    }

    /** The name in lower case and ASCII, without the dot of the root. */
    private static String name(String host) {
        String ascii;
        try {
            ascii = IDN.toASCII(host).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException malformed) {
            throw new FetchException("not a valid URL");
        }
        String name = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
        boolean valid = !name.isEmpty() && name.length() <= MAX_HOST && !name.startsWith(".") && !name.contains("..")
                && name.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || "-._".indexOf(c) >= 0);
        if (!valid) {
            throw new FetchException("not a valid URL");
        }
        return name;
    }

    /** The path without {@code .} and {@code ..}, and the query, encoded. */
    private static String target(String text) {
        int fragment = text.indexOf('#');
        String kept = fragment < 0 ? text : text.substring(0, fragment);
        int query = kept.indexOf('?');
        return query < 0
                ? withoutDots(encoded(kept))
                : withoutDots(encoded(kept.substring(0, query))) + encoded(kept.substring(query));
    }

    private static String withoutDots(String path) {
        var segments = new ArrayDeque<String>();
        String[] all = path.split("/", -1);
        for (int i = 1; i < all.length; i++) {
            String segment = all[i].toLowerCase(Locale.ROOT).replace("%2e", ".");
            boolean up = segment.equals("..");
            if (up) {
                segments.pollLast();
            }
            if (!up && !segment.equals(".")) {
                segments.add(all[i]);
            } else if (i == all.length - 1) {
                segments.add("");
            }
        }
        return "/" + String.join("/", segments);
    }

    private static String encoded(String path) {
        var encoded = new StringBuilder(path.length());
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            char c = (char) (bytes[i] & 0xff);
            if (PLAIN.indexOf(c) >= 0 && (c != '%' || isEscape(bytes, i))) {
                encoded.append(c);
            } else {
                HEX.toHexDigits(encoded.append('%'), bytes[i]);
            }
        }
        return encoded.toString();
    }

    private static boolean isEscape(byte[] bytes, int at) {
        return at + 2 < bytes.length && HexFormat.isHexDigit(bytes[at + 1]) && HexFormat.isHexDigit(bytes[at + 2]);
    }

    /**
     * Where a redirection leads.
     *
     * @param location the header {@code Location}
     * @throws FetchException if it is no URL that can be fetched
     */
    PageUrl redirected(String location, int maxLength) {
        String text = location.strip();
        int scheme = text.indexOf(':');
        int other = firstOf(text);
        if (scheme >= 0 && (other < 0 || scheme < other)) {
            return parse(text, maxLength);
        }
        if (text.startsWith("//")) {
            return parse(uri.getScheme() + ":" + text, maxLength);
        }
        String origin = uri.getScheme() + "://" + uri.getRawAuthority();
        if (text.startsWith("/")) {
            return parse(origin + text, maxLength);
        }
        String path = uri.getRawPath();
        String base = text.startsWith("?") || text.isEmpty() || text.startsWith("#")
                ? path
                : path.substring(0, path.lastIndexOf('/') + 1);
        return parse(origin + base + text, maxLength);
    }

    private static int firstOf(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("/?#".indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    boolean tls() {
        return uri.getScheme().equals("https");
    }

    /** The name, or the address in its usual form, with brackets around one of IPv6. */
    String host() {
        return uri.getHost() == null ? hostOfAuthority() : uri.getHost();
    }

    /** {@link URI} does not see a host in a name with an underscore. */
    private String hostOfAuthority() {
        String authority = uri.getRawAuthority();
        int colon = authority.indexOf(':');
        return colon < 0 ? authority : authority.substring(0, colon);
    }

    int port() {
        String authority = uri.getRawAuthority();
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']')
                ? Integer.parseInt(authority.substring(colon + 1))
                : tls() ? HTTPS : HTTP;
    }

    /** The path and the query. */
    String target() {
        String query = uri.getRawQuery();
        return query == null ? uri.getRawPath() : uri.getRawPath() + "?" + query;
    }

    /** The server's {@code robots.txt}. */
    PageUrl robots() {
        return new PageUrl(URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + "/robots.txt"), address);
    }
}
