package dev.ponder.runtime.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Clock;

import org.junit.jupiter.api.Test;

import dev.ponder.runtime.price.PriceTable;
import dev.ponder.runtime.security.ClientLimits.SpendingBudget;
import dev.ponder.runtime.security.ClientLimits.SpendingBudget.Period;
import dev.ponder.runtime.security.ClientLimits.SpendingBudget.Unit;
import dev.ponder.testing.TestConfig;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;

class QuotaCheckTest {

    @Test
    void aBudgetInMoneyNeedsPrices() {
        assertThat(faults(new TestConfig(), "1", Unit.MONEY)).contains("no model has a price");
        assertThat(faults(new TestConfig().with("ponder.prices.m.input", "0"), "1", Unit.MONEY)).isEmpty();
        assertThat(faults(new TestConfig(), "1", Unit.TOKENS)).isEmpty();
    }

    @Test
    void anAmountIsWithinWhatIsCounted() {
        var prices = new TestConfig().with("ponder.prices.m.input", "1");
        assertThat(faults(prices, "0", Unit.MONEY)).contains("'0' (expected more than 0)");
        assertThat(faults(prices, "9000000", Unit.MONEY)).isEmpty();
        assertThat(faults(prices, "9000001", Unit.MONEY)).contains("'9000001' (expected at most 9000000)");
    }

    @Test
    void aWrongBudgetStopsTheStart() {
        TestConfig config = new TestConfig().with("ponder.quota.anonymous.budget.amount", "5");
        var check = new QuotaCheck(new PriceTable(config.ponder()));

        assertThatThrownBy(() -> check.start(new StartupEvent(), config.of(QuotaConfig.class),
                new MemoryQuotaStore(Clock.systemUTC()))).isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("ponder.quota.anonymous.budget");
    }

    private static String faults(TestConfig config, String amount, Unit unit) {
        return String.join("\n", new QuotaCheck(new PriceTable(config.ponder()))
                .anonymous(new SpendingBudget(new BigDecimal(amount), unit, Period.DAY)));
    }
}
