package dev.ponder.runtime.serving;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.ponder.runtime.metrics.ModelMetrics;

/** Notes what it hears, a line each. */
final class RecordingModelMetrics implements ModelMetrics {

    final List<String> measured = new ArrayList<>();

    @Override
    public void hookEnded(String name, String hook, Duration duration) {
        measured.add(name + " " + hook + " " + duration.toMillis());
    }

    @Override
    public void firstItem(String name, Duration afterRequest) {
        measured.add(name + " first " + afterRequest.toMillis());
    }

    @Override
    public void forget(String name) {
        measured.add(name + " forgotten");
    }
}
