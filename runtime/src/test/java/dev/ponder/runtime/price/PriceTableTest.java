package dev.ponder.runtime.price;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.config.PonderConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

class PriceTableTest {

    private static final Usage USAGE = new Usage(1_000, 500, 1_500, 200, 400, false);

    @Test
    void cachedPromptTokensHaveTheirOwnPrice() {
        PriceTable table = table(Map.of("ponder.prices.\"gpt-4o\".input", "2.5",
                "ponder.prices.\"gpt-4o\".cached-input", "1.25", "ponder.prices.\"gpt-4o\".output", "10"));

        // 600 * 2.5 + 400 * 1.25 + 500 * 10, per million
        assertThat(table.cost("gpt-4o", USAGE)).hasValueSatisfying(
                cost -> assertThat(cost).isEqualByComparingTo("0.007"));
    }

    @Test
    void cachedPromptTokensCostTheSameWithoutAPriceOfTheirOwn() {
        PriceTable table = table(Map.of("ponder.prices.m.input", "0.07", "ponder.prices.m.output", "0.3"));

        assertThat(table.cost("m", USAGE)).hasValueSatisfying(cost -> assertThat(cost).isEqualByComparingTo("0.00022"));
    }

    @Test
    void theExactNamePrecedesPatternsAndTheLongestPatternTheOthers() {
        PriceTable table = table(Map.of("ponder.prices.\"*\".input", "1", "ponder.prices.\"gpt-*\".input", "2",
                "ponder.prices.\"gpt-4o*\".input", "3", "ponder.prices.\"gpt-4o-mini\".input", "4"));

        assertThat(input(table, "llama")).isEqualTo("1.0");
        assertThat(input(table, "gpt-5")).isEqualTo("2.0");
        assertThat(input(table, "gpt-4o-2024")).isEqualTo("3.0");
        assertThat(input(table, "gpt-4o-mini")).isEqualTo("4.0");
    }

    @Test
    void aModelWithoutAPriceHasNoCost() {
        assertThat(table(Map.of("ponder.prices.m.input", "1")).cost("other", USAGE)).isEmpty();
        assertThat(table(Map.of()).isEmpty()).isTrue();
    }

    @Test
    void replacedPricesApplyAtOnce() {
        PriceTable table = table(Map.of("ponder.prices.m.input", "1"));

        table.replace(config(Map.of("ponder.prices.other.input", "5")).prices());

        assertThat(table.price("m")).isEmpty();
        assertThat(input(table, "other")).isEqualTo("5.0");
        assertThat(table.currency()).isEqualTo("USD");
    }

    private static String input(PriceTable table, String model) {
        return table.price(model).map(ModelPrice::input).map(BigDecimal::toString).orElse("");
    }

    private static PriceTable table(Map<String, String> properties) {
        return new PriceTable(config(properties));
    }

    private static PonderConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder().addDefaultInterceptors().addDiscoveredConverters()
                .withMapping(PonderConfig.class).withSources(new PropertiesConfigSource(properties, "test", 500))
                .build().getConfigMapping(PonderConfig.class);
    }
}
