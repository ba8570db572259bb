package dev.ponder.runtime.quota;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import dev.ponder.runtime.price.PriceTable;
import dev.ponder.runtime.security.ApiClient;
import dev.ponder.runtime.security.ClientLimits.SpendingBudget;
import dev.ponder.runtime.security.ClientLimits.SpendingBudget.Unit;
import dev.ponder.runtime.security.access.ClientCheck;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;

/** Checks the budgets of clients, and fails startup if the store cannot be used. */
@Singleton
class QuotaCheck implements ClientCheck {

    private static final int AFTER_THE_SETTINGS = 2;

    private final PriceTable prices;

    QuotaCheck(PriceTable prices) {
        this.prices = prices;
    }

    /** @param store is created by this, so that a wrong setting of it stops the start and not the first request */
    void start(@Observes @Priority(AFTER_THE_SETTINGS) StartupEvent started, QuotaConfig config, QuotaStore store) {
        store.state();
        List<String> faults = config.anonymous().budget().amount().map(amount -> anonymous(new SpendingBudget(amount,
                config.anonymous().budget().unit(), config.anonymous().budget().period()))).orElse(List.of());
        if (!faults.isEmpty()) {
            throw new ConfigurationException(String.join("\n", faults));
        }
    }

    List<String> anonymous(SpendingBudget budget) {
        return budget.amount().signum() > 0
                ? faults(budget, "ponder.quota.anonymous")
                : List.of("ponder.quota.anonymous.budget.amount: '" + budget.amount() + "' (expected more than 0)");
    }

    @Override
    public List<String> faults(ApiClient client, String property) {
        return client.limits().budget().map(budget -> faults(budget, property)).orElse(List.of());
    }

    private List<String> faults(SpendingBudget budget, String property) {
        var faults = new ArrayList<String>();
        if (budget.unit() == Unit.MONEY && prices.isEmpty()) {
            faults.add(
                    property + ".budget: in money, but no model has a price (expected ponder.prices.<model>.input and"
                            + " .output, or budget.unit=tokens)");
        }
        BigDecimal most = BigDecimal.valueOf(QuotaLimits.MAX_BUDGET)
                .movePointLeft(budget.unit() == Unit.MONEY ? QuotaLimits.MONEY_PLACES : 0);
        if (budget.amount().compareTo(most) > 0) {
            faults.add(property + ".budget.amount: '" + budget.amount().toPlainString() + "' (expected at most "
                    + most.stripTrailingZeros().toPlainString() + ")");
        }
        return faults;
    }
}
