package dev.ponder.runtime.price;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.config.ModelPattern;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.config.PriceConfig;
import dev.ponder.runtime.config.reload.ReloadableSettings;
import dev.ponder.runtime.metrics.TokenCosts;

/** The prices of models, {@code ponder.prices}. Thread-safe. */
@Singleton
public class PriceTable implements ReloadableSettings, TokenCosts {

    private final String currency;
    private volatile Entries entries;

    /** @param patterns names with {@code *}, the longest first */
    private record Entries(Map<String, ModelPrice> exact, List<Map.Entry<String, ModelPrice>> patterns) {

        Optional<ModelPrice> find(String model) {
            ModelPrice price = exact.get(model);
            return price != null
                    ? Optional.of(price)
                    : patterns.stream().filter(entry -> ModelPattern.matches(entry.getKey(), model))
                            .map(Map.Entry::getValue).findFirst();
        }
    }

    @Inject
    public PriceTable(PonderConfig config) {
        this(config.prices(), config.pricesCurrency());
    }

    /** @param prices by the name of the model, or by a pattern with {@code *} */
    public PriceTable(Map<String, PriceConfig> prices, String currency) {
        this.currency = currency;
        this.entries = entries(prices);
    }

    /** Replaces all prices. Costs that are computed afterwards use the new ones. */
    public void replace(Map<String, PriceConfig> prices) {
        entries = entries(prices);
    }

    @Override
    public void use(PonderConfig changed) {
        replace(changed.prices());
    }

    /** Whether no model has a price. */
    @Override
    public boolean isEmpty() {
        return entries.exact.isEmpty() && entries.patterns.isEmpty();
    }

    /** The currency of all prices, an ISO 4217 code. */
    public String currency() {
        return currency;
    }

    /** The price of a model: of the entry with its exact name, else of the longest matching pattern; empty if none has it. */
    public Optional<ModelPrice> price(String model) {
        return entries.find(model);
    }

    /** What tokens of a model cost, in units of the currency and without rounding; empty if the model has no price. */
    @Override
    public Optional<BigDecimal> cost(String model, Usage usage) {
        return price(model).map(price -> price.cost(usage));
    }

    private static Entries entries(Map<String, PriceConfig> prices) {
        Map<Boolean, Map<String, ModelPrice>> byKind = prices.entrySet().stream().collect(Collectors.partitioningBy(
                entry -> entry.getKey().indexOf('*') >= 0,
                Collectors.toMap(Map.Entry::getKey, entry -> ModelPrice.of(entry.getValue()))));
        return new Entries(Map.copyOf(Objects.requireNonNull(byKind.get(false))),
                Objects.requireNonNull(byKind.get(true)).entrySet().stream()
                        .sorted(Comparator.comparing(entry -> -entry.getKey().length())).map(Map.Entry::copyOf)
                        .toList());
    }
}
