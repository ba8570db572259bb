package dev.ponder.runtime.security.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Checks whether everybody in the network can use the server. */
@Singleton
public class ExposureCheck {

    private final boolean open;
    private final boolean intended;
    private final String host;

    ExposureCheck(ClientRegistry clients, AccessConfig config,
            @ConfigProperty(name = "quarkus.http.host", defaultValue = "0.0.0.0") String host,
            @ConfigProperty(name = "quarkus.http.host-enabled", defaultValue = "true") boolean tcp) {
        this.host = host;
        this.open = !clients.enabled() && tcp && !loopback(host);
        this.intended = config.enabled().isPresent();
    }

    /** The warning for the operator; empty if only clients with a key, or of this machine, can use the server. */
    public Optional<String> warning() {
        return open && !intended
                ? Optional.of("NO ACCESS CONTROL: everybody who can connect to " + host + " can use all models at the"
                        + " operator's cost. Set ponder.access.clients.<name>.key-hashes or ponder.access.clients-file,"
                        + " or quarkus.http.host=127.0.0.1; ponder.access.enabled=false confirms that a gateway checks"
                        + " access")
                : Optional.empty();
    }

    /** Who can use the server, in a word. */
    public String state() {
        return open ? intended ? "open, as configured" : "open" : "restricted";
    }

    private static boolean loopback(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return true;
        }
        try {
            // Only an address is resolved without a network
            boolean address = host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
            return address && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }
}
