package dev.ponder.runtime.price;

import java.math.BigDecimal;

import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.config.PriceConfig;

/**
 * The price of a model, per million tokens. Immutable.
 *
 * @param input of prompt tokens
 * @param cachedInput of prompt tokens that the upstream had cached
 * @param output of completion tokens, reasoning included
 */
public record ModelPrice(BigDecimal input, BigDecimal cachedInput, BigDecimal output) {

    private static final int MILLION = 6;

    /** The configured price. */
    static ModelPrice of(PriceConfig config) {
        return new ModelPrice(BigDecimal.valueOf(config.input()),
                BigDecimal.valueOf(config.cachedInput().orElse(config.input())), BigDecimal.valueOf(config.output()));
    }

    /** What the tokens cost. Exact, without rounding. */
    public BigDecimal cost(Usage usage) {
        long cached = Math.min(usage.cachedTokens(), usage.promptTokens());
        return input.multiply(BigDecimal.valueOf(usage.promptTokens() - cached))
                .add(cachedInput.multiply(BigDecimal.valueOf(cached)))
                .add(output.multiply(BigDecimal.valueOf(usage.completionTokens())))
                .movePointLeft(MILLION);
    }
}
