package dev.ponder.retrieval.fetch.address;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/** A block of addresses, such as {@code 10.0.0.0/8} or {@code fc00::/7}. Immutable. */
public final class IpNetwork {

    private final byte[] prefix;
    private final int bits;
    private final String text;

    private IpNetwork(byte[] prefix, int bits, String text) {
        this.prefix = prefix;
        this.bits = bits;
        this.text = text;
    }

    /**
     * Reads an address with the length of the prefix after a slash, or a single address.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static IpNetwork parse(String text) {
        int slash = text.indexOf('/');
        Optional<InetAddress> address = IpLiteral.parse(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            throw invalid(text);
        }
        byte[] prefix = address.get().getAddress();
        int bits = slash < 0 ? prefix.length * 8 : length(text, slash);
        if (bits > prefix.length * 8) {
            throw invalid(text);
        }
        return new IpNetwork(prefix, bits, text);
    }

    private static int length(String text, int slash) {
        String digits = text.substring(slash + 1);
        if (digits.isEmpty() || digits.length() > 3 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw invalid(text);
        }
        return Integer.parseInt(digits);
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is not a network (expected an address and a prefix length, such as 10.0.0.0/8)");
    }

    /** Whether the address, in network byte order, is of the same family and in this block. */
    boolean contains(byte[] address) {
        if (address.length != prefix.length) {
            return false;
        }
        int whole = bits / 8;
        int rest = bits % 8;
        return Arrays.equals(address, 0, whole, prefix, 0, whole)
                && (rest == 0 || ((address[whole] ^ prefix[whole]) & 0xff) >>> (8 - rest) == 0);
    }

    @Override
    public String toString() {
        return text;
    }
}
