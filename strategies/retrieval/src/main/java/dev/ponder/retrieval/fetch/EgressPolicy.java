package dev.ponder.retrieval.fetch;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import dev.ponder.retrieval.fetch.address.AddressPolicy;
import dev.ponder.retrieval.fetch.address.IpNetwork;

/** Which hosts, ports and addresses the operator lets the server connect to. Immutable. */
final class EgressPolicy {

    private final Set<Integer> ports;
    private final Optional<List<String>> allowedHosts;
    private final List<String> deniedHosts;
    private final AddressPolicy addresses;

    EgressPolicy(FetchConfig config) {
        this.ports = Set.copyOf(config.allowedPorts());
        this.allowedHosts = config.allowedHosts().map(EgressPolicy::names);
        this.deniedHosts = config.deniedHosts().map(EgressPolicy::names).orElse(List.of());
        this.addresses = new AddressPolicy(networks(config.allowedNetworks()), networks(config.deniedNetworks()));
    }

    private static List<String> names(List<String> hosts) {
        return hosts.stream().map(host -> host.strip().toLowerCase(Locale.ROOT)).toList();
    }

    private static List<IpNetwork> networks(Optional<List<String>> blocks) {
        return blocks.orElse(List.of()).stream().map(block -> IpNetwork.parse(block.strip())).toList();
    }

    /**
     * Checks the host and the port, before the host is looked up.
     *
     * @throws FetchException if they are not allowed
     */
    void check(PageUrl url) {
        if (!ports.contains(url.port())) {
            throw new FetchException("port " + url.port() + " is not allowed");
        }
        boolean allowed = allowedHosts.map(hosts -> isAmong(hosts, url.host())).orElse(true);
        if (!allowed || isAmong(deniedHosts, url.host())) {
            throw new FetchException("the host is not allowed");
        }
    }

    /**
     * Checks all addresses of a host. One that is not permitted rejects the host: a name with public and private addresses is an
     * attack or a mistake. The message is that for a host that does not exist, so that nobody learns which internal names do.
     *
     * @throws FetchException if one is not permitted, or there is none
     */
    void check(List<InetAddress> resolved) {
        if (resolved.isEmpty() || !resolved.stream().allMatch(addresses::permits)) {
            throw noPublicAddress();
        }
    }

    static FetchException noPublicAddress() {
        return new FetchException("the host has no public address");
    }

    private static boolean isAmong(List<String> hosts, String host) {
        return hosts.stream().anyMatch(entry -> host.equals(entry) || host.endsWith("." + entry));
    }
}
