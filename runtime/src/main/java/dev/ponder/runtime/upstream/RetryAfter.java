package dev.ponder.runtime.upstream;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import dev.ponder.api.error.InferenceException;

/** Reads {@code Retry-After} in seconds. Dates are ignored, because clocks differ and model servers send seconds. */
final class RetryAfter {

    private RetryAfter() {
    }

    static Optional<Duration> of(InferenceException failure) {
        return failure.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Retry-After"))
                .map(Map.Entry::getValue)
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .findFirst();
    }
}
