package dev.ponder.app.models;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import dev.ponder.api.error.ModelException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Streams with a delay before each item. */
final class Chunks {

    private static final Duration PACE = Duration.ofMillis(150);

    private Chunks() {
    }

    static Multi<Object> texts() {
        return paced(List.of("chunk0\n", "chunk1\n", "chunk2\n", "chunk3\n"), PACE).map(text -> text);
    }

    static Multi<Object> bytes() {
        return texts().map(text -> text.toString().getBytes(StandardCharsets.UTF_8));
    }

    static Multi<Object> failingAfterTwo() {
        return Multi.createBy().concatenating().streams(texts().select().first(2),
                Multi.createFrom().failure(new IllegalStateException("the model broke down")));
    }

    static Multi<Object> failingAtOnce() {
        return Multi.createFrom().failure(ModelException.invalidInput("boom first"));
    }

    static <T> Multi<T> paced(List<T> items, Duration pace) {
        return Multi.createFrom().iterable(items)
                .onItem().transformToUniAndConcatenate(item -> Uni.createFrom().item(item).onItem().delayIt().by(pace));
    }
}
