package dev.ponder.runtime.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.MultiEmitter;

/**
 * One upstream call with several readers. A reader that comes late receives what was there before. The call is cancelled when
 * the last reader leaves. Thread-safe.
 */
final class SharedCall<T> {

    /** Of the items that a reader may have missed. A call with more of them takes no further readers. */
    private static final int MAX_REPLAYED = 256;

    private final Runnable closed;
    private final Set<MultiEmitter<? super T>> readers = new LinkedHashSet<>();
    private final List<T> replay = new ArrayList<>();
    private @Nullable Cancellable running;
    private boolean open = true;
    private boolean ended;

    /**
     * A call that has not started.
     *
     * @param closed runs when it takes no further readers
     */
    SharedCall(Runnable closed) {
        this.closed = closed;
    }

    /** Adds a reader; {@code false} if the call takes none. */
    synchronized boolean join(MultiEmitter<? super T> reader) {
        if (!open) {
            return false;
        }
        readers.add(reader);
        replay.forEach(reader::emit);
        reader.onTermination(() -> leave(reader));
        return true;
    }

    /** Starts the call. Called once, by the first reader. */
    void start(Multi<T> call) {
        Cancellable started = call.subscribe().with(this::emit, this::fail, this::complete);
        boolean unwanted;
        synchronized (this) {
            running = started;
            unwanted = !ended && readers.isEmpty();
        }
        if (unwanted) {
            cancel();
        }
    }

    private synchronized void emit(T item) {
        if (open) {
            replay.add(item);
            if (replay.size() > MAX_REPLAYED) {
                close();
            }
        }
        List.copyOf(readers).forEach(reader -> reader.emit(item));
    }

    private synchronized void fail(Throwable failure) {
        end().forEach(reader -> reader.fail(failure));
    }

    private synchronized void complete() {
        end().forEach(MultiEmitter::complete);
    }

    private List<MultiEmitter<? super T>> end() {
        ended = true;
        close();
        return List.copyOf(readers);
    }

    private void leave(MultiEmitter<? super T> reader) {
        boolean last;
        synchronized (this) {
            readers.remove(reader);
            last = readers.isEmpty() && !ended && running != null;
        }
        if (last) {
            cancel();
        }
    }

    private void cancel() {
        Cancellable started;
        synchronized (this) {
            if (ended || !readers.isEmpty()) {
                return;
            }
            ended = true;
            close();
            started = running;
        }
        if (started != null) {
            started.cancel();
        }
    }

    private void close() {
        if (open) {
            open = false;
            replay.clear();
            closed.run();
        }
    }
}
