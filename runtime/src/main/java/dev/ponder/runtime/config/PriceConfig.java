package dev.ponder.runtime.config;

import java.util.OptionalDouble;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithDefault;

/** The price of a model, in {@code ponder.prices-currency} per million tokens. */
@ConfigGroup
public interface PriceConfig {

    /** Price of a million prompt tokens. */
    double input();

    /** Price of a million completion tokens, reasoning included. */
    @WithDefault("0")
    double output();

    /** Price of a million prompt tokens that the upstream had cached. Without a value, the price of prompt tokens. */
    OptionalDouble cachedInput();
}
