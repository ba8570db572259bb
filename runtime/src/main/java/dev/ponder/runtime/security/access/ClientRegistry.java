package dev.ponder.runtime.security.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import dev.ponder.runtime.config.reload.FileWatcher;
import dev.ponder.runtime.security.ApiClient;
import dev.ponder.runtime.security.access.AccessConfig.ClientConfig;
import io.quarkus.arc.All;

/** The clients of the server, from the configuration and from a file that is read again when it changes. Thread-safe. */
@Singleton
public class ClientRegistry {

    static final String FILE = "ponder.access.clients-file";

    private final AccessConfig config;
    private final List<ClientCheck> checks;
    private final Optional<String> key;
    private final boolean enabled;
    private final List<String> faults = new ArrayList<>();
    private volatile ClientTable clients = ClientTable.EMPTY;

    ClientRegistry(AccessConfig config, FileWatcher files, @All List<ClientCheck> checks,
            @All List<TokenAuthenticator> tokens) {
        this.config = config;
        this.checks = checks;
        this.key = config.apiKey().map(String::strip).filter(text -> !text.isEmpty());
        boolean configured = key.isPresent() || !config.clients().isEmpty() || config.clientsFile().isPresent()
                || tokens.stream().anyMatch(TokenAuthenticator::enabled);
        this.enabled = config.enabled().orElse(configured);
        if (enabled && !configured) {
            faults.add("ponder.access.enabled: true, while nobody has access (expected clients in"
                    + " ponder.access.clients or " + FILE + ")");
        }
        try {
            clients = config.clientsFile().isPresent()
                    ? files.watch(FILE, config.clientsFile().get(), text -> table(ClientsFile.read(text)), this::use)
                            .value()
                    : table(Map.of());
        } catch (IllegalArgumentException wrong) {
            faults.addAll(String.valueOf(wrong.getMessage()).lines().toList());
        }
    }

    private ClientTable table(Map<String, ClientConfig> ofFile) {
        var reader = new ClientReader(checks);
        key.ifPresent(reader::readKey);
        reader.read(config.clients(), "ponder.access.clients.");
        reader.read(ofFile, "clients.");
        if (!reader.faults().isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", reader.faults()));
        }
        return reader.table();
    }

    private void use(ClientTable changed) {
        clients = changed;
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

    /** What is wrong with the settings of the clients at start, a line each. */
    public List<String> faults() {
        return List.copyOf(faults);
    }
}
