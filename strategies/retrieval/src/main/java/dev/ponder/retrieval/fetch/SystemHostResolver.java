package dev.ponder.retrieval.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

import jakarta.inject.Singleton;

import io.quarkus.arc.DefaultBean;

/** Asks the operating system. */
@Singleton
@DefaultBean
class SystemHostResolver implements HostResolver {

    @Override
    public List<InetAddress> resolve(String host) throws UnknownHostException {
        return List.of(InetAddress.getAllByName(host));
    }
}
