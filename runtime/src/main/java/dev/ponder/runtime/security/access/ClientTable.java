package dev.ponder.runtime.security.access;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.ponder.runtime.security.ApiClient;

/** The clients at one time, by the hashes of their keys and by their roles. Immutable. */
final class ClientTable {

    static final ClientTable EMPTY = new ClientTable(Map.of(), List.of());

    private final Map<KeyHash, ApiClient> byKey;
    private final List<RoleHolder> byRole;

    /**
     * A client that tokens identify.
     *
     * @param roles a token has one of them
     */
    record RoleHolder(List<String> roles, ApiClient client) {}

    ClientTable(Map<KeyHash, ApiClient> byKey, List<RoleHolder> byRole) {
        this.byKey = Map.copyOf(byKey);
        this.byRole = List.copyOf(byRole);
    }

    /** The client with this key, in a time that does not depend on the number of clients; null if no client has it. */
    @Nullable
    ApiClient ofKey(String key) {
        return byKey.get(KeyHash.of(key));
    }

    /** The first client by name that has one of these roles. */
    Optional<ApiClient> ofRoles(Collection<String> roles) {
        return byRole.stream().filter(holder -> holder.roles().stream().anyMatch(roles::contains))
                .map(RoleHolder::client).findFirst();
    }

    /** All clients, each once. */
    List<ApiClient> all() {
        return Stream.concat(byKey.values().stream(), byRole.stream().map(RoleHolder::client)).distinct().toList();
    }
}
