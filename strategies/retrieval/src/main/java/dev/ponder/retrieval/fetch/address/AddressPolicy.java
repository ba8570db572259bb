package dev.ponder.retrieval.fetch.address;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Permits public addresses, and those that the operator allows. An address that contains another one, as in IPv4-mapped IPv6
 * addresses, is permitted if the contained one is. Immutable.
 *
 * <p>The reserved blocks are those of the IANA registries of special-purpose addresses (RFC 6890 and its successors), and the
 * address at which Azure serves metadata, which is outside of them.
 */
public final class AddressPolicy {

    private static final List<IpNetwork> RESERVED = networks("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8",
            "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "168.63.129.16/32",
            // Of the unicast block 2000::/3: protocols such as Teredo, documentation, 6to4
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");
    private static final IpNetwork UNICAST = IpNetwork.parse("2000::/3");
    private static final IpNetwork NAT64 = IpNetwork.parse("64:ff9b::/96");
    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};
    private static final int IPV4_LENGTH = 4;
    private static final int IPV6_LENGTH = 16;

    private final List<IpNetwork> allowed;
    private final List<IpNetwork> denied;

    /**
     * A policy.
     *
     * @param allowed networks that are permitted although they are not public
     * @param denied networks that are never permitted
     */
    public AddressPolicy(List<IpNetwork> allowed, List<IpNetwork> denied) {
        this.allowed = List.copyOf(allowed);
        this.denied = List.copyOf(denied);
    }

    /** Whether a connection to the address is permitted. */
    public boolean permits(InetAddress address) {
        return permits(address.getAddress());
    }

    private boolean permits(byte[] address) {
        Optional<byte[]> embedded = embedded(address);
        if (contains(denied, address)) {
            return false;
        }
        if (contains(allowed, address)) {
            return embedded.stream().noneMatch(inner -> contains(denied, inner));
        }
        return embedded.map(this::permits).orElseGet(() -> isPublic(address));
    }

    private static boolean isPublic(byte[] address) {
        return (address.length == IPV4_LENGTH || UNICAST.contains(address)) && !contains(RESERVED, address);
    }

    /** The IPv4 address inside a mapped address or one of NAT64, through which IPv6 networks reach all of IPv4. */
    private static Optional<byte[]> embedded(byte[] address) {
        boolean mapped = address.length == IPV6_LENGTH
                && Arrays.equals(address, 0, MAPPED.length, MAPPED, 0, MAPPED.length);
        return mapped || NAT64.contains(address)
                ? Optional.of(Arrays.copyOfRange(address, IPV6_LENGTH - IPV4_LENGTH, IPV6_LENGTH))
                : Optional.empty();
    }

    private static boolean contains(List<IpNetwork> networks, byte[] address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private static List<IpNetwork> networks(String... blocks) {
        return Stream.of(blocks).map(IpNetwork::parse).toList();
    }
}
