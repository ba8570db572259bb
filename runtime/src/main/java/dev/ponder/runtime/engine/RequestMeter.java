package dev.ponder.runtime.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.context.ApplicationScoped;

import dev.ponder.runtime.metrics.InferenceMetrics;
import dev.ponder.runtime.metrics.OutcomeTag;
import dev.ponder.runtime.strategy.StrategyDescriptor;
import dev.ponder.runtime.strategy.StrategyExpression;
import dev.ponder.runtime.strategy.StreamingMode;
import io.smallrye.mutiny.Multi;

/** Times requests to their first part and to their end. */
@ApplicationScoped
public class RequestMeter {

    private final InferenceMetrics metrics;
    private final Clock clock;

    public RequestMeter(InferenceMetrics metrics, Clock clock) {
        this.metrics = metrics;
        this.clock = clock;
    }

    /** The same parts, timed from subscription. */
    public <T> Multi<T> measured(Multi<T> parts, StrategyExpression expression, StreamingMode streaming) {
        String strategy = tag(expression);
        return Multi.createFrom().deferred(() -> {
            Instant start = clock.instant();
            var began = new AtomicBoolean();
            return parts
                    .onItem().invoke(() -> {
                        if (began.compareAndSet(false, true)) {
                            metrics.answerBegan(strategy, Duration.between(start, clock.instant()));
                        }
                    })
                    .onTermination().invoke((failure, cancelled) -> metrics.requestEnded(strategy, streaming.wireName(),
                            OutcomeTag.of(failure, cancelled), Duration.between(start, clock.instant())));
        });
    }

    /** Expressions are as many as clients invent, ids are not. */
    private static String tag(StrategyExpression expression) {
        if (expression.passthrough()) {
            return StrategyExpression.PASSTHROUGH;
        }
        var ids = expression.strategies().map(StrategyDescriptor::id).distinct().toList();
        return ids.size() == 1 ? ids.get(0) : "composed";
    }
}
