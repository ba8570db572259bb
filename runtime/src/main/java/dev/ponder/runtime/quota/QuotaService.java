package dev.ponder.runtime.quota;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

import jakarta.inject.Singleton;

import dev.ponder.api.chat.Usage;
import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.metrics.Gauges;
import dev.ponder.runtime.price.ModelPrice;
import dev.ponder.runtime.price.PriceTable;
import dev.ponder.runtime.quota.Reservation.Spending;
import dev.ponder.runtime.security.ApiClient;
import dev.ponder.runtime.security.ClientLimits;
import dev.ponder.runtime.security.ClientLimits.SpendingBudget;
import dev.ponder.runtime.security.ClientLimits.SpendingBudget.Unit;
import io.smallrye.mutiny.Uni;

/** Reserves what requests will use of the limits of their clients. */
@Singleton
public class QuotaService {

    /** The name under which a server without clients counts. No client can have it. */
    static final String ANONYMOUS = "-";

    private final QuotaStore store;
    private final PriceTable prices;
    private final ClientLimits anonymous;
    private final long byDefault;
    private final Clock clock;
    private final QuotaHeaders headers;
    private final String prefix;
    private final AtomicLong claims = new AtomicLong();
    private volatile boolean paused;

    public QuotaService(QuotaStore store, PriceTable prices, QuotaConfig config, Clock clock, RandomGenerator random,
            Gauges gauges) {
        this.store = store;
        this.prices = prices;
        this.anonymous = anonymous(config.anonymous());
        this.byDefault = config.completionTokens();
        this.clock = clock;
        this.headers = new QuotaHeaders(prices.currency(), gauges, clock);
        this.prefix = Long.toHexString(random.nextLong()) + "-";
    }

    /** While paused, requests have no limits and are not counted. */
    public void pause(boolean pause) {
        paused = pause;
    }

    private static ClientLimits anonymous(QuotaConfig.AnonymousConfig config) {
        return new ClientLimits(config.requestsPerMinute(), config.tokensPerMinute(), config.parallelCalls(),
                config.budget().amount().map(amount -> new SpendingBudget(amount, config.budget().unit(),
                        config.budget().period())));
    }

    /** Whether a client has any limit that needs a {@link Reservation}. */
    public boolean limits(ApiClient client) {
        return !paused && !limitsOf(client).equals(ClientLimits.NONE);
    }

    /**
     * A reservation of what a request will use, not yet open. Throws a {@link RequestException} with 403 if the budget is in
     * money and the model has no price.
     *
     * @param model the model of the request
     * @param calls the largest number of its upstream calls
     * @param promptTokens the prompt tokens of each call
     * @param completionTokens the maximum completion tokens of each call; negative if the request sets none
     * @param limit the maximum number of tokens of the request
     * @param parallelCalls the largest number of calls at a time
     */
    public Reservation reservation(ApiClient client, String model, long calls, long promptTokens, long completionTokens,
            long limit, int parallelCalls) {
        ClientLimits limits = limitsOf(client);
        Optional<Unit> unit = limits.budget().map(SpendingBudget::unit);
        var spending = new Spending(unit, prices, unit.equals(Optional.of(Unit.MONEY)) ? price(client, model) : null);
        long prompts = total(calls, promptTokens, limit);
        Usage estimate = Usage.of(prompts, Math.min(limit - prompts,
                total(calls, completionTokens < 0 ? byDefault : completionTokens, limit)));
        return new Reservation(store, claim(client, limits, estimate.totalTokens(),
                Spending.counted(spending.of(model, estimate)), parallelCalls), headers, spending);
    }

    /**
     * The same work of a model in this process, which counts as one request and one call without tokens. Fails with
     * {@link dev.ponder.api.error.QuotaExceeded} if a limit is reached.
     */
    public <T> Uni<T> limited(ApiClient client, Uni<T> work) {
        if (!limits(client)) {
            return work;
        }
        return Uni.createFrom().deferred(() -> {
            var reservation = new Reservation(store, claim(client, limitsOf(client), 0, 0, 1), headers,
                    new Spending(Optional.empty(), prices, null));
            return reservation.open().onCancellation().invoke(reservation::end)
                    .chain(granted -> work.onTermination().invoke(reservation::end));
        });
    }

    private QuotaClaim claim(ApiClient client, ClientLimits limits, long tokens, long spending, int parallelCalls) {
        return new QuotaClaim(prefix + claims.incrementAndGet(), client.anonymous() ? ANONYMOUS : client.name(),
                QuotaLimits.of(limits, clock.instant()), tokens, spending, parallelCalls);
    }

    private static long total(long calls, long tokens, long limit) {
        return tokens >= limit / Math.max(1, calls) ? limit : calls * tokens;
    }

    private ClientLimits limitsOf(ApiClient client) {
        return client.anonymous() ? anonymous : client.limits();
    }

    private ModelPrice price(ApiClient client, String model) {
        return prices.price(model).orElseThrow(() -> RequestException.forbidden("model", "model: '" + model
                + "' has no price (expected one in ponder.prices, because the budget of "
                + (client.anonymous() ? "the server" : "client '" + client.name() + "'") + " is in "
                + prices.currency() + ")"));
    }
}
