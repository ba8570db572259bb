package dev.ponder.runtime.upstream.openai;

import java.util.Arrays;
import java.util.Locale;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;

/**
 * The value of {@code NO_PROXY}: host names, which include their subdomains, IP addresses, CIDR ranges, or {@code *}; each
 * may have a port. Separated by commas or spaces.
 */
final class NoProxy {

    private final String[] entries;

    NoProxy(String value) {
        this.entries = value.toLowerCase(Locale.ROOT).trim().split("[,\\s]+");
    }

    boolean matches(UpstreamAddress upstream) {
        String host = unbracketed(upstream.host().toLowerCase(Locale.ROOT));
        return Arrays.stream(entries).filter(entry -> !entry.isEmpty())
                .anyMatch(entry -> matches(entry, host, upstream.port()));
    }

    private static boolean matches(String entry, String host, int port) {
        if (entry.equals("*")) {
            return true;
        }
        String name = entry;
        int colon = entry.lastIndexOf(':');
        if (colon > 0 && (entry.indexOf(':') == colon || entry.charAt(colon - 1) == ']')) {
            if (!entry.substring(colon + 1).equals(Integer.toString(port))) {
                return false;
            }
            name = entry.substring(0, colon);
        }
        name = unbracketed(name);
        if (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)) {
            return name.equals(host) || name.indexOf('/') > 0 && inRange(name, host);
        }
        String domain = name.startsWith("*.") ? name.substring(2) : name.startsWith(".") ? name.substring(1) : name;
        return host.equals(domain) || host.endsWith("." + domain);
    }

    private static boolean inRange(String range, String address) {
        int slash = range.indexOf('/');
        try {
            var rule = new IpSubnetFilterRule(range.substring(0, slash), Integer.parseInt(range.substring(slash + 1)),
                    IpFilterRuleType.ACCEPT);
            return rule.matches(new java.net.InetSocketAddress(
                    java.net.InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(address)), 0));
        } catch (IllegalArgumentException | java.net.UnknownHostException malformed) {
            return false;
        }
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
