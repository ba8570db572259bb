package dev.ponder.retrieval.fetch.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {

    private static final AddressPolicy DEFAULT = new AddressPolicy(List.of(), List.of());

    /** Each would be permitted without the reserved blocks: the policy that allows all addresses does. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255",
            "100.64.0.1",
            "100.100.100.200", "100.127.255.255", "169.254.169.254", "169.254.0.1", "172.16.0.1", "172.31.255.255",
            "192.0.0.1", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.0.1", "192.168.255.255", "198.18.0.1",
            "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1",
            "255.255.255.255", "168.63.129.16",
            // Loopback, unspecified, link-local, site-local, ULA, multicast, documentation, discard, SRv6
            "::1", "::", "fe80::1", "febf::1", "fec0::1", "fc00::1", "fd00:ec2::254", "fd20:ce::254", "ff02::1",
            "ff0e::1",
            "2001:db8::1", "3fff::1", "100::1", "5f00::1",
            // IPv4 in IPv6: mapped, compatible, NAT64, 6to4, Teredo, ORCHID
            "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "::127.0.0.1", "::ffff:0:127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b::10.0.0.1", "64:ff9b::169.254.169.254", "64:ff9b:1::8.8.8.8", "2002:7f00:1::", "2002:a00:1::1",
            "2002:808:808::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:10::1", "2001:20::1", "2001:2::1"})
    void permitsOnlyPublicAddresses(String address) {
        assertThat(DEFAULT.permits(address(address))).isFalse();
        assertThat(new AddressPolicy(List.of(IpNetwork.parse("0.0.0.0/0"), IpNetwork.parse("::/0")), List.of())
                .permits(address(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
            "172.15.255.255",
            "172.32.0.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255",
            "169.253.255.255", "2606:4700:4700::1111", "2a00:1450:4001::200e", "64:ff9b::8.8.8.8", "::ffff:8.8.8.8"})
    void permitsPublicAddresses(String address) {
        assertThat(DEFAULT.permits(address(address))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"10.1.2.0/24, , 10.1.2.3, true", "10.1.2.0/24, , 10.1.3.3, false",
            "10.1.2.0/24, , ::ffff:10.1.2.3, true",
            "10.1.2.0/24, , 64:ff9b::10.1.2.3, true", "10.1.2.3, , 10.1.2.3, true", "10.1.2.3, , 10.1.2.4, false",
            "10.0.0.0/8, 10.1.0.0/16, 10.1.2.3, false", "fd00::/8, , fd00::1, true", "fd00::/8, , fe80::1, false",
            ", 8.8.8.0/24, 8.8.8.8, false", ", 8.8.8.0/24, 64:ff9b::8.8.8.8, false", ", 8.8.8.0/24, 8.8.9.8, true",
            "::/0, 8.8.8.8, 64:ff9b::8.8.8.8, false", "10.0.0.0/9, , 10.127.0.1, true",
            "10.0.0.0/9, , 10.128.0.1, false"})
    void theOperatorAllowsAndDeniesNetworks(String allowed, String denied, String address, boolean permitted) {
        assertThat(new AddressPolicy(networks(allowed), networks(denied)).permits(address(address)))
                .isEqualTo(permitted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "example.org", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/x", "::/129",
            "10.0.0.0/8/8",
            "1.2.3.4.5/8"})
    void rejectsWhatIsNoNetwork(String text) {
        assertThatThrownBy(() -> IpNetwork.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + text + "' is not a network (expected an address");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 127.0.0.1", "2130706433, 127.0.0.1", "0x7f000001, 127.0.0.1", "0X7F.1, 127.0.0.1",
            "017700000001, 127.0.0.1", "0177.0.0.1, 127.0.0.1", "127.1, 127.0.0.1", "127.0.1, 127.0.0.1", "0, 0.0.0.0",
            "0x, 0.0.0.0", "4294967295, 255.255.255.255", "::1, 0:0:0:0:0:0:0:1", "::ffff:127.0.0.1, 127.0.0.1"})
    void readsAllFormsOfAnAddress(String text, String address) {
        assertThat(IpLiteral.parse(text)).map(InetAddress::getHostAddress).contains(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4294967296", "256.0.0.1", "1.2.3.4.5", "1..2", "08", "0x7g", "1.2.3.256", "1.16777216",
            "99999999999999999999999999999999", "-1", "+1", "1e3", "fe80::1%eth0", "::ffff:999.0.0.1", "1::2::3",
            ":::"})
    void rejectsMalformedAddresses(String text) {
        assertThat(IpLiteral.parse(text)).isEmpty();
    }

    @Test
    void knowsWhichNamesAreMeantAsAddresses() {
        assertThat(List.of("1", "a.1", "1.2.3.4.5", "0x7f", "a.0x", "256.1.1.1")).allMatch(IpLiteral::isNumeric);
        assertThat(List.of("a", "1.a", "1.0xg", "example.org", "3com.com")).noneMatch(IpLiteral::isNumeric);
    }

    private static List<IpNetwork> networks(String text) {
        return text == null ? List.of() : List.of(IpNetwork.parse(text));
    }

    private static InetAddress address(String text) {
        return IpLiteral.parse(text).orElseThrow();
    }
}
