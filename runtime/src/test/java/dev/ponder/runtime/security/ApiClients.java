package dev.ponder.runtime.security;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Clients for tests. */
public final class ApiClients {

    private ApiClients() {
    }

    /** A client that may use these models and strategies, each a list with commas. */
    public static ApiClient client(String models, String strategies) {
        return new ApiClient("team-a", List.of(models.split(",")), List.of(strategies.split(",")), Optional.empty(),
                false, RequestCaps.NONE, ClientLimits.NONE);
    }

    /** The same client with a default strategy. */
    public static ApiClient withDefault(ApiClient client, String strategy) {
        return new ApiClient(client.name(), client.models(), client.strategies(), Optional.of(strategy), false,
                client.perRequest(), client.limits());
    }

    /** A client whose requests make at most so many calls, with so many tokens. */
    public static ApiClient capped(int calls, long tokens) {
        return new ApiClient("team-a", List.of("*"), List.of("*"), Optional.empty(), false,
                new RequestCaps(OptionalInt.of(calls), OptionalLong.of(tokens), OptionalInt.of(2), Optional.empty()),
                ClientLimits.NONE);
    }
}
