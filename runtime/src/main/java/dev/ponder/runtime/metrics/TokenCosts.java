package dev.ponder.runtime.metrics;

import java.math.BigDecimal;
import java.util.Optional;

import dev.ponder.api.chat.Usage;

/** What tokens cost. Thread-safe. */
public interface TokenCosts {

    /** Whether no model has a price. */
    boolean isEmpty();

    /** What tokens of a model cost; empty if the model has no price. */
    Optional<BigDecimal> cost(String model, Usage usage);
}
