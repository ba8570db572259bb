package dev.ponder.runtime.security;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

/** The clients of the server. Thread-safe. */
@Singleton
public class ClientRegistry {

    private final boolean enabled;
    private final List<String> faults;
    private volatile ClientTable clients;

    ClientRegistry(AccessConfig config) {
        var reader = new ClientReader();
        reader.read(config.clients(), "ponder.access.clients.");
        this.faults = reader.faults();
        this.clients = reader.table();
        this.enabled = config.enabled().orElse(!config.clients().isEmpty());
    }

    /** Whether requests need an API key or a token. */
    public boolean enabled() {
        return enabled;
    }

    /** The client that has an API key; null if none has it. The time does not depend on the number of clients. */
    public @Nullable ApiClient ofKey(String key) {
        return clients.ofKey(key);
    }

    /** The client whose tokens have one of these roles; the first one by name if there are several. */
    public Optional<ApiClient> ofRoles(Collection<String> roles) {
        return clients.ofRoles(roles);
    }

    /** All clients. */
    public List<ApiClient> all() {
        return clients.all();
    }

    /** What is wrong with the settings of the clients, a line each. */
    public List<String> faults() {
        return faults;
    }
}
