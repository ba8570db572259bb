package dev.ponder.runtime.upstream.openai;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;

/**
 * The proxy of an upstream: its own setting, or the variables of the environment, which are read as curl reads them.
 *
 * @param address without user name and password
 * @param secret the password; empty for none
 */
record ProxySetting(ProxyOptions options, String address, Optional<String> secret) {

    private static final Pattern URL = Pattern.compile("(?:(?<scheme>[A-Za-z0-9+]+)://)?(?:(?<user>.*)@)?"
            + "(?<host>\\[[0-9A-Fa-f:.]+]|[\\w.-]+)(?::(?<port>\\d{1,5}))?/*");
    private static final String NONE = "none";
    private static final int DEFAULT_PORT = 1080;

    /**
     * The proxy for calls to this address; empty for none.
     *
     * @param property the prefix of the upstream's properties
     * @param environment looks up a variable, in lower or upper case
     * @param faults receives a line for each fault; no line shows a password
     */
    static Optional<ProxySetting> of(String property, Optional<String> setting, UpstreamAddress upstream,
            Function<String, Optional<String>> environment, List<String> faults) {
        Optional<String> own = setting.map(String::strip).filter(text -> !text.isEmpty());
        if (own.isPresent()) {
            return own.filter(text -> !text.equalsIgnoreCase(NONE))
                    .flatMap(text -> parsed(property + ".proxy", text, faults));
        }
        Optional<String> excluded = value("no_proxy", environment);
        if (excluded.isPresent() && new NoProxy(excluded.get()).matches(upstream)) {
            return Optional.empty();
        }
        return Stream.of(upstream.tls() ? "https_proxy" : "http_proxy", "all_proxy")
                .flatMap(name -> value(name, environment)
                        .flatMap(text -> parsed(name.toUpperCase(Locale.ROOT), text, faults)).stream())
                .findFirst();
    }

    private static Optional<String> value(String name, Function<String, Optional<String>> environment) {
        return environment.apply(name).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static Optional<ProxySetting> parsed(String name, String text, List<String> faults) {
        Matcher url = URL.matcher(text);
        String scheme = url.matches() && url.group("scheme") != null
                ? url.group("scheme").toLowerCase(Locale.ROOT)
                : "http";
        ProxyType type = type(scheme);
        int port = url.matches() ? port(url.group("port")) : 0;
        if (type == null || port < 1 || port > 65_535) {
            faults.add(
                    name + ": not the address of a proxy (expected http://host:port, socks5://host:port, both with or"
                            + " without user:password@, or none; proxies with TLS are not supported)");
            return Optional.empty();
        }
        var options = new ProxyOptions().setType(type).setHost(url.group("host")).setPort(port);
        Optional<String> secret = Optional.empty();
        String user = url.group("user");
        if (user != null) {
            int colon = user.indexOf(':');
            options.setUsername(decoded(colon < 0 ? user : user.substring(0, colon)));
            options.setPassword(decoded(colon < 0 ? "" : user.substring(colon + 1)));
            secret = Optional.of(options.getPassword());
        }
        return Optional.of(new ProxySetting(options, scheme + "://" + url.group("host") + ":" + port, secret));
    }

    private static @Nullable ProxyType type(String scheme) {
        return switch (scheme) {
            case "http" -> ProxyType.HTTP;
            case "socks4", "socks4a" -> ProxyType.SOCKS4;
            case "socks5", "socks5h", "socks" -> ProxyType.SOCKS5;
            default -> null;
        };
    }

    private static int port(@Nullable String port) {
        return port == null ? DEFAULT_PORT : Integer.parseInt(port);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
