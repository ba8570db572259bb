package dev.ponder.runtime.metrics;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.event.InferenceEvent.AttemptFinished;
import dev.ponder.runtime.event.InferenceEvent.RequestFinished;
import dev.ponder.runtime.price.PriceTable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** What clients spend: tokens and money, by client and strategy. Thread-safe. */
final class ClientMeters {

    /** An identity provider may know any number of clients. The further ones are one. */
    private static final int MAX_CLIENTS = 200;
    private static final String OTHERS = "other";
    private static final String ANONYMOUS = "anonymous";

    private final PriceTable prices;
    private final MeterCache<Key, Spent> spent;
    private final Set<String> clients = ConcurrentHashMap.newKeySet();
    private final Map<String, BigDecimal> costs = new ConcurrentHashMap<>();

    ClientMeters(MeterRegistry meters, PriceTable prices) {
        this.prices = prices;
        this.spent = new MeterCache<>(key -> new Spent(meters, key));
    }

    private record Key(String client, String strategy) {}

    private record Spent(Counter input, Counter output, Counter cost) {

        Spent(MeterRegistry meters, Key key) {
            this(meters, Tags.of("client", key.client(), "strategy", key.strategy()));
        }

        private Spent(MeterRegistry meters, Tags tags) {
            this(meters.counter("ponder.tokens", tags.and("type", "input")),
                    meters.counter("ponder.tokens", tags.and("type", "output")), meters.counter("ponder.cost", tags));
        }
    }

    /** Adds to what its request costs. Nothing is kept while no model has a price. */
    void used(AttemptFinished attempt, Usage usage) {
        if (!prices.isEmpty() && !attempt.requestId().isEmpty()) {
            prices.cost(attempt.model(), usage)
                    .ifPresent(cost -> costs.merge(attempt.requestId(), cost, BigDecimal::add));
        }
    }

    void finished(RequestFinished request) {
        Usage used = request.course().used();
        Spent meters = spent.get(new Key(client(request.request().origin().apiClient().name()),
                request.request().strategy()));
        meters.input.increment(used.promptTokens());
        meters.output.increment(used.completionTokens());
        BigDecimal cost = costs.isEmpty() ? null : costs.remove(request.requestId());
        if (cost != null) {
            meters.cost.increment(cost.doubleValue());
        }
    }

    private String client(String name) {
        if (name.isEmpty()) {
            return ANONYMOUS;
        }
        if (clients.contains(name)) {
            return name;
        }
        return clients.size() < MAX_CLIENTS && clients.add(name) ? name : OTHERS;
    }
}
