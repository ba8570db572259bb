package dev.ponder.runtime.config.reload;

import dev.ponder.runtime.config.PonderConfig;

/**
 * Uses settings that change without a restart. Every bean of this type is told when {@code ponder.config-file} has changed.
 * Requests that run keep the values they began with.
 *
 * <p>Threads: both methods are called on a worker thread, one at a time, while requests read the settings; an implementation
 * publishes them by one volatile write.
 */
public interface ReloadableSettings {

    /** Checks new settings without using them; throws {@link IllegalArgumentException} with what is wrong. */
    default void check(PonderConfig changed) {
    }

    /** Uses these settings for requests that begin from now on. All settings were checked; this does not throw. */
    void use(PonderConfig changed);
}
