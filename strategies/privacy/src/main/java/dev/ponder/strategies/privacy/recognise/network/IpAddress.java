package dev.ponder.strategies.privacy.recognise.network;

import java.util.List;

import dev.ponder.strategies.privacy.entity.Chars;
import dev.ponder.strategies.privacy.entity.Detections;
import dev.ponder.strategies.privacy.entity.EntityType;

/**
 * IPv4 and IPv6 addresses, and hardware addresses, which look similar. Loopback addresses, wildcards and network masks are
 * nobody's, and stay. Four numbers with dots are also a version: words in front of them, and the size of the numbers, decide.
 */
public final class IpAddress {

    private static final int LONGEST = 48;
    private static final int GROUPS = 8;
    private static final int MAC_GROUPS = 6;
    private static final List<String> ADDRESS = List.of("ip", "ips", "ipv4", "host", "server", "gateway", "dns",
            "address",
            "addr", "client", "remote", "ping", "ssh", "from", "router", "proxy", "login", "peer");
    private static final List<String> VERSION = List.of("version", "versions", "ver", "v", "release", "build",
            "firmware",
            "driver", "section", "chapter", "clause", "oid", "sdk", "update", "upgrade", "nuget", "assembly", "patch");
    private static final List<String> HARDWARE = List.of("mac", "hardware", "ethernet", "hwaddr", "ether", "bluetooth");

    private IpAddress() {
    }

    /** Reports the IPv4 address that begins at this digit, if there is one. */
    public static void fourAt(Detections detections, int start) {
        String text = detections.text();
        int at = start;
        int[] octets = new int[4];
        for (int i = 0; i < 4; i++) {
            int end = Chars.endOfDigits(text, at, 4);
            if (end == at || end - at > 3 || end - at > 1 && text.charAt(at) == '0'
                    || i < 3 && !Chars.is(text, end, '.')) {
                return;
            }
            octets[i] = Integer.parseInt(text, at, end, 10);
            if (octets[i] > 255) {
                return;
            }
            at = end + 1;
        }
        int end = at - 1;
        boolean more = Chars.word(text, end) || Chars.is(text, end, '_')
                || (Chars.is(text, end, '.') || Chars.is(text, end, '-')) && Chars.word(text, end + 1);
        boolean less = Chars.is(text, start - 1, '.') || Chars.is(text, start - 1, '-')
                || Chars.is(text, start - 1, '_');
        if (!more && !less && somebodys(octets)) {
            detections.add(EntityType.IP, start, end, scoreOfFour(detections, start, end, octets));
        }
    }

    private static boolean somebodys(int[] octets) {
        return octets[0] != 127 && octets[0] != 0 && octets[0] != 255;
    }

    private static double scoreOfFour(Detections detections, int start, int end, int[] octets) {
        int evidence = detections.evidence(start, end, ADDRESS, VERSION);
        boolean small = octets[0] < 10 && octets[1] < 30 && octets[2] < 30 && octets[3] < 30;
        return evidence > 0 ? 0.9 : evidence < 0 ? 0.1 : small ? 0.3 : 0.6;
    }

    /** Reports the IPv6 or hardware address that begins here with a hexadecimal digit or a colon, if there is one. */
    public static void sixAt(Detections detections, int start) {
        String text = detections.text();
        var groups = new Groups();
        int end = start;
        int last = Math.min(text.length(), start + LONGEST);
        char separator = ':';
        while (end < last
                && (Chars.hex(text.charAt(end)) || text.charAt(end) == separator || text.charAt(end) == '-')) {
            char c = text.charAt(end);
            if (c == '-') {
                if (end != start + 2 && separator == ':') {
                    break;
                }
                separator = '-';
            }
            if (!groups.add(c)) {
                return;
            }
            end++;
        }
        if (Chars.word(text, end) || Chars.is(text, end, '_')) {
            return;
        }
        while (end > start && (text.charAt(end - 1) == ':' || text.charAt(end - 1) == '-')
                && !text.startsWith("::", end - 2)) {
            end--;
        }
        report(detections, start, end, groups, separator);
    }

    private static void report(Detections detections, int start, int end, Groups groups, char separator) {
        if (groups.hardware()) {
            boolean clear = groups.letters > 0 && groups.digits > 0
                    || detections.evidence(start, end, HARDWARE, VERSION) > 0;
            detections.add(EntityType.MAC, start, end, clear ? 0.9 : 0.3);
        } else if (separator == ':' && groups.six()) {
            detections.add(EntityType.IP, start, end, 0.85);
        }
    }

    /** The groups of hexadecimal digits between colons. */
    private static final class Groups {

        private int groups;
        private int length;
        private int longest;
        private int pairs;
        private int letters;
        private int digits;
        private int gaps;
        private char previous = ' ';
        private boolean local;

        /** False if this character cannot continue an address. */
        boolean add(char c) {
            boolean separator = c == ':' || c == '-';
            if (!separator) {
                groups += length == 0 ? 1 : 0;
                length++;
                longest = Math.max(longest, length);
                letters += Chars.digit(c) ? 0 : 1;
                digits += Chars.digit(c) ? 1 : 0;
                local |= groups == 1 && length == 4 && letters >= 2;
            } else {
                gaps += previous == c ? 1 : 0;
                pairs += length == 2 ? 1 : 0;
                length = 0;
            }
            previous = c;
            return length <= 4 && groups <= GROUPS && gaps <= 1;
        }

        boolean hardware() {
            return groups == MAC_GROUPS && gaps == 0 && longest == 2 && pairs + (length == 2 ? 1 : 0) == MAC_GROUPS;
        }

        /** {@code a::b} is also the name of a function; {@code ::1} is the loopback address. */
        boolean six() {
            return gaps == 0
                    ? groups == GROUPS && longest > 2
                    : groups >= 3 && digits > 0 && longest > 1 || groups == 2 && local && digits > 0 && longest == 4;
        }
    }
}
