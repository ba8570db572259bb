package dev.ponder.runtime.security.access;

import java.util.List;

import dev.ponder.runtime.security.ApiClient;

/** Checks the settings of a client when they are read. Thread-safe. */
public interface ClientCheck {

    /**
     * What is wrong with them, a line each.
     *
     * @param property the prefix of the properties of the client, without a dot at its end
     */
    List<String> faults(ApiClient client, String property);
}
