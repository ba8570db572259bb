package dev.ponder.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.ponder.runtime.event.InferenceEvent;
import dev.ponder.runtime.event.InferenceEvent.AnswerStarted;
import dev.ponder.runtime.event.InferenceEvent.AttemptFinished;
import dev.ponder.runtime.event.InferenceEvent.RequestFinished;
import dev.ponder.runtime.event.InferenceListener;
import dev.ponder.runtime.event.RequestInfo;
import dev.ponder.runtime.metrics.Gauges;

/** Records finished attempts and requests, one line each, such as {@code request self_consistency emulated ok}. */
public final class RecordingMetrics implements InferenceListener, Gauges {

    private final List<InferenceEvent> received = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final Map<String, Supplier<? extends Number>> gauges = new HashMap<>();

    /** One line for each finished attempt and request, in order. */
    public List<String> events() {
        return List.copyOf(events);
    }

    /** All events, in order. */
    public List<InferenceEvent> received() {
        return List.copyOf(received);
    }

    @Override
    public void on(InferenceEvent event) {
        received.add(event);
        if (event instanceof AttemptFinished attempt) {
            if (attempt.usage() != null) {
                events.add("tokens " + attempt.upstream() + " " + attempt.usage().totalTokens());
            }
            events.add("call " + attempt.upstream() + " " + attempt.outcome().tag());
        } else if (event instanceof AnswerStarted started) {
            events.add("began " + started.request().strategy() + " " + started.duration().toMillis());
        } else if (event instanceof RequestFinished finished) {
            RequestInfo request = finished.request();
            events.add("request " + request.strategy() + " " + request.mode() + " " + finished.outcome().tag());
        }
    }

    @Override
    public void gauge(String name, Supplier<? extends Number> value, String... tags) {
        gauges.put(name + (tags.length == 0 ? "" : " " + tags[1]), value);
    }

    /** The current value of a gauge, by its name and the value of its tag. */
    public double gauge(String name) {
        Supplier<? extends Number> gauge = gauges.get(name);
        if (gauge == null) {
            throw new AssertionError("no gauge '" + name + "' (registered: " + gauges.keySet() + ")");
        }
        return gauge.get().doubleValue();
    }
}
