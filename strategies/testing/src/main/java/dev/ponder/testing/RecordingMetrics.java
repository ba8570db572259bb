package dev.ponder.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.metrics.InferenceMetrics;

/** Remembers what happened, one line each, such as {@code request self_consistency emulated ok}. */
public final class RecordingMetrics implements InferenceMetrics {

    private final List<String> events = new ArrayList<>();
    private final Map<String, Supplier<? extends Number>> gauges = new HashMap<>();

    /** What happened, in order. */
    public List<String> events() {
        return List.copyOf(events);
    }

    @Override
    public void callEnded(String upstream, String outcome, Duration duration) {
        events.add("call " + upstream + " " + outcome);
    }

    @Override
    public void tokensUsed(String upstream, Usage usage) {
        events.add("tokens " + upstream + " " + usage.totalTokens());
    }

    @Override
    public void gauge(String name, Supplier<? extends Number> value, String... tags) {
        gauges.put(name + (tags.length == 0 ? "" : " " + tags[1]), value);
    }

    /** The present value of a gauge, by its name and the value of its tag. */
    public double gauge(String name) {
        Supplier<? extends Number> gauge = gauges.get(name);
        if (gauge == null) {
            throw new AssertionError("no gauge '" + name + "' (registered: " + gauges.keySet() + ")");
        }
        return gauge.get().doubleValue();
    }

    @Override
    public void answerBegan(String strategy, Duration afterRequest) {
        events.add("began " + strategy + " " + afterRequest.toMillis());
    }

    @Override
    public void requestEnded(String strategy, String streaming, String outcome, Duration duration) {
        events.add("request " + strategy + " " + streaming + " " + outcome);
    }
}
