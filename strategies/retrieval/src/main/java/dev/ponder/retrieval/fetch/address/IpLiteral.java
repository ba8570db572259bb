package dev.ponder.retrieval.fetch.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;

import io.netty.util.NetUtil;

/**
 * Reads addresses that are written in place of a host name, in all forms that some client or resolver understands:
 * {@code 127.0.0.1}, {@code 2130706433}, {@code 0x7f.1}, {@code 0177.0.0.1}, {@code ::1}, {@code ::ffff:127.0.0.1}. The forms
 * of IPv4 are those of the URL standard (https://url.spec.whatwg.org/#concept-ipv4-parser). Never looks up a name.
 */
public final class IpLiteral {

    private static final int MAX_PARTS = 4;
    private static final int MAX_LENGTH = 64;
    private static final HexFormat HEX = HexFormat.of();

    private IpLiteral() {
    }

    /** The address; empty if the text is a name, or no valid address. */
    public static Optional<InetAddress> parse(String text) {
        return text.indexOf(':') >= 0 ? version6(text) : version4(text);
    }

    /** Whether a host is meant as an IPv4 address, because its last label is a number. It may still be malformed. */
    public static boolean isNumeric(String host) {
        String[] labels = host.split("\\.", -1);
        String last = labels[labels.length - 1];
        return !last.isEmpty() && (decimal(last) || number(last) >= 0);
    }

    private static boolean decimal(String label) {
        return label.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static Optional<InetAddress> version4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length > MAX_PARTS || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        long address = 0;
        for (int i = 0; i < parts.length; i++) {
            long value = number(parts[i]);
            int bytes = i == parts.length - 1 ? MAX_PARTS - i : 1;
            if (value < 0 || value >= 1L << (8 * bytes)) {
                return Optional.empty();
            }
            address = address << (8 * bytes) | value;
        }
        return Optional.of(address(new byte[]{(byte) (address >> 24), (byte) (address >> 16), (byte) (address >> 8),
                (byte) address}));
    }

    /** The value of a decimal, octal or hexadecimal number; -1 if it is none. */
    private static long number(String part) {
        boolean hexadecimal = part.startsWith("0x") || part.startsWith("0X");
        boolean octal = !hexadecimal && part.length() > 1 && part.charAt(0) == '0';
        int radix = hexadecimal ? 16 : octal ? 8 : 10;
        String digits = part.substring(hexadecimal ? 2 : octal ? 1 : 0);
        if (hexadecimal && digits.isEmpty()) {
            return 0;
        }
        if (digits.isEmpty() || digits.length() > MAX_LENGTH) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            int digit = c < 128 ? Character.digit(c, radix) : -1;
            if (digit < 0) {
                return -1;
            }
            value = Math.min(value * radix + digit, 1L << 40);
        }
        return value;
    }

    /** A zone, which names an interface of this machine, is refused. */
    private static Optional<InetAddress> version6(String text) {
        byte[] bytes = text.indexOf('%') < 0 && text.length() <= MAX_LENGTH
                ? NetUtil.createByteArrayFromIpAddressString(withoutDots(text))
                : null;
        return Optional.ofNullable(bytes).map(IpLiteral::address);
    }

    /** Writes the IPv4 address at the end of an IPv6 address as two groups, because Netty reads it in mapped addresses only. */
    private static String withoutDots(String text) {
        int last = text.lastIndexOf(':') + 1;
        byte[] inner = NetUtil.isValidIpV4Address(text.substring(last))
                ? NetUtil.createByteArrayFromIpAddressString(text.substring(last))
                : null;
        return inner == null
                ? text
                : text.substring(0, last) + HEX.formatHex(inner, 0, 2) + ":" + HEX.formatHex(inner, 2, MAX_PARTS);
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
