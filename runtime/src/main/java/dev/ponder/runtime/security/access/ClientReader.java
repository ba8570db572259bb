package dev.ponder.runtime.security.access;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

import dev.ponder.runtime.security.ApiClient;
import dev.ponder.runtime.security.ClientLimits;
import dev.ponder.runtime.security.ClientLimits.SpendingBudget;
import dev.ponder.runtime.security.RequestCaps;
import dev.ponder.runtime.security.access.AccessConfig.BudgetConfig;
import dev.ponder.runtime.security.access.AccessConfig.ClientConfig;

/** Reads clients from their settings, and collects what is wrong with them, a line each. Shows no hash. */
final class ClientReader {

    /** In logs, metrics and the names of state kept between requests; shorter than a SHA-256 hash in hexadecimal digits. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,59}");

    private final List<ClientCheck> checks;
    private final List<String> faults = new ArrayList<>();
    private final Map<KeyHash, ApiClient> byKey = new HashMap<>();
    private final Map<String, ClientTable.RoleHolder> byRole = new TreeMap<>();

    ClientReader(List<ClientCheck> checks) {
        this.checks = checks;
    }

    /** Reads the key of a client that may use everything that need not be listed by name. */
    void readKey(String key) {
        var client = new ApiClient("default", List.of("*"), List.of("*"), Optional.empty(), false, RequestCaps.NONE,
                ClientLimits.NONE);
        byKey.put(KeyHash.of(key), client);
    }

    /** Reads clients. A client of an earlier source with the same name is a fault. */
    void read(Map<String, ClientConfig> clients, String prefix) {
        new TreeMap<>(clients).forEach((name, config) -> client(name, config, prefix + name));
    }

    /** What is wrong with them. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    /** The clients that were read. */
    ClientTable table() {
        return new ClientTable(byKey, List.copyOf(byRole.values()));
    }

    /** A name from outside, such as a claim, in the form of a name. */
    static String safeName(String name) {
        return NAME.matcher(name).matches() ? name : KeyHash.of(name).shortName();
    }

    private void client(String name, ClientConfig config, String property) {
        if (!NAME.matcher(name).matches()) {
            faults.add(property + ": not a name of a client (expected at most 60 letters, digits and ._@-)");
        }
        if (byRole.containsKey(name) || byKey.values().stream().anyMatch(client -> client.name().equals(name))) {
            faults.add(property + ": defined twice (expected once: in the configuration, in the file of clients, or by"
                    + " ponder.access.api-key)");
        }
        var client = new ApiClient(name, config.models(), config.strategies(), config.defaultStrategy(),
                config.modelControl(),
                new RequestCaps(config.maxCalls(), config.maxTokens(), config.maxParallelCalls(), config.deadline()),
                new ClientLimits(config.requestsPerMinute(), config.tokensPerMinute(), config.parallelCalls(),
                        budget(config.budget(), property)));
        checks.forEach(check -> faults.addAll(check.faults(client, property)));
        List<String> hashes = config.keyHashes().orElse(List.of());
        List<String> roles = config.roles().orElse(List.of());
        if (hashes.isEmpty() && roles.isEmpty()) {
            faults.add(property + ": neither key-hashes nor roles (expected one of them, which identifies the client)");
        }
        for (int i = 0; i < hashes.size(); i++) {
            key(client, hashes.get(i), property + ".key-hashes[" + i + "]");
        }
        if (!roles.isEmpty()) {
            byRole.put(name, new ClientTable.RoleHolder(roles, client));
        }
    }

    private void key(ApiClient client, String hash, String property) {
        Optional<KeyHash> read = KeyHash.parse(hash);
        if (read.isEmpty()) {
            faults.add(property + ": not a SHA-256 hash (expected 64 hexadecimal digits, as"
                    + " printf %s \"$KEY\" | sha256sum prints them)");
            return;
        }
        ApiClient other = byKey.put(read.get(), client);
        if (other != null) {
            faults.add(property + ": also a hash of client '" + other.name() + "' (expected a key for each client)");
        }
    }

    private Optional<SpendingBudget> budget(BudgetConfig config, String property) {
        config.amount().filter(amount -> amount.signum() <= 0).ifPresent(amount -> faults
                .add(property + ".budget.amount: '" + amount + "' (expected more than 0)"));
        return config.amount().map(amount -> new SpendingBudget(amount, config.unit(), config.period()));
    }
}
