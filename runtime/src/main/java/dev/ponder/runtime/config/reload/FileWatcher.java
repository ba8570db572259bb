package dev.ponder.runtime.config.reload;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.ponder.runtime.concurrent.ThreadOffload;
import dev.ponder.runtime.metrics.ReloadMetrics;
import dev.ponder.runtime.time.Timer;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

/**
 * Checks files for changes every two seconds, and tells those who use them. The content is compared, so that a replaced
 * symbolic link, as in a volume of Kubernetes, is a change like any other. Without watched files no timer runs.
 */
@Singleton
public class FileWatcher {

    static final Duration INTERVAL = Duration.ofSeconds(2);
    /** How long new content must stay the same before it is used. */
    static final Duration SETTLING = Duration.ofMillis(300);

    private static final Logger LOG = Logger.getLogger("dev.ponder.reload");

    private final Timer timer;
    private final ThreadOffload workers;
    private final ReloadMetrics metrics;
    private final List<Watch<?>> watches = new CopyOnWriteArrayList<>();
    private @Nullable Cancellable scheduled;
    private boolean closed;

    /** Watches nothing yet. */
    public FileWatcher(Timer timer, ThreadOffload workers, ReloadMetrics metrics) {
        this.timer = timer;
        this.workers = workers;
        this.metrics = metrics;
    }

    private record Watch<T>(WatchedFile<T> file, Consumer<T> changed) {}

    /**
     * Reads a file now, on the caller's thread, and again whenever it changes, on a worker thread.
     *
     * @param property the property that names the file, for messages
     * @param parser reads the text of the file. What it throws for wrong content is an {@link IllegalArgumentException}; its
     *        message says what is wrong, and contains no secret
     * @param changed receives each later value, after {@link WatchedFile#value} returns it; it does not throw
     * @throws IllegalArgumentException if the file is wrong now; the message has property, file and fault
     */
    public <T> WatchedFile<T> watch(String property, Path file, Function<String, T> parser, Consumer<T> changed) {
        var watched = new WatchedFile<>(property, file, parser);
        watches.add(new Watch<>(watched, changed));
        metrics.watched(property, () -> watched.fault().isEmpty());
        start();
        return watched;
    }

    /** All watched files. */
    public List<WatchedFile<?>> files() {
        return watches.stream().<WatchedFile<?>>map(Watch::file).toList();
    }

    @PreDestroy
    synchronized void close() {
        closed = true;
        if (scheduled != null) {
            scheduled.cancel();
        }
    }

    private synchronized void start() {
        if (scheduled == null) {
            schedule(INTERVAL);
        }
    }

    private synchronized void schedule(Duration delay) {
        if (!closed) {
            scheduled = timer.schedule(delay, () -> workers.blocking(this::check)
                    .onFailure().recoverWithUni(this::defect)
                    .subscribe().with(this::schedule));
        }
    }

    /** The delay until the next check. */
    private Duration check() {
        boolean changing = false;
        for (Watch<?> watch : watches) {
            changing |= check(watch) == WatchedFile.Check.CHANGING;
        }
        return changing ? SETTLING : INTERVAL;
    }

    private <T> WatchedFile.Check check(Watch<T> watch) {
        WatchedFile<T> file = watch.file();
        WatchedFile.Check found = file.check();
        switch (found) {
            case APPLIED -> {
                LOG.infof("%s: '%s' has changed and is used", file.property(), file.file());
                watch.changed().accept(file.value());
                metrics.reloaded(file.property(), true);
            }
            case REJECTED -> {
                LOG.errorf("%s. The values read before stay in use", file.fault().orElse(""));
                metrics.reloaded(file.property(), false);
            }
            case RESTORED -> LOG.infof("%s: '%s' has the content that is in use again", file.property(), file.file());
            case UNCHANGED, CHANGING, STILL_REJECTED -> {
                // Nothing to report
            }
        }
        return found;
    }

    private Uni<Duration> defect(Throwable failure) {
        LOG.error("a watched file could not be used", failure);
        return Uni.createFrom().item(INTERVAL);
    }
}
