package dev.ponder.retrieval.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks up the addresses of a host. An application may replace it by a bean of its own. Thread-safe. */
@FunctionalInterface
public interface HostResolver {

    /**
     * All addresses of a host, in the order in which they are to be tried. May block.
     *
     * @param host a name in ASCII; never an address
     * @throws UnknownHostException if the host has no address
     */
    List<InetAddress> resolve(String host) throws UnknownHostException;
}
