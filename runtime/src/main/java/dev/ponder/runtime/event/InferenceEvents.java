package dev.ponder.runtime.event;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.quarkus.arc.All;

/** Publishes events to all listeners. A listener's exception is logged, at WARN only the first time. */
@ApplicationScoped
public class InferenceEvents {

    private static final Logger LOG = Logger.getLogger(InferenceEvents.class);

    private final List<InferenceListener> listeners;
    private final Map<Class<?>, List<InferenceListener>> byType = new ConcurrentHashMap<>();
    private volatile boolean paused;
    private final Set<Class<?>> failed = ConcurrentHashMap.newKeySet();

    public InferenceEvents(@All List<InferenceListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    /** The same listeners and one more, for one request. */
    InferenceEvents with(InferenceListener listener) {
        return new InferenceEvents(Stream.concat(listeners.stream(), Stream.of(listener)).toList());
    }

    /** Whether a listener wants events of this type. */
    public <E extends InferenceEvent> boolean wanted(Class<E> type) {
        return !listeners(type).isEmpty();
    }

    /** Creates and publishes an event if a listener wants it. */
    public <E extends InferenceEvent> void publish(Class<E> type, Supplier<E> event) {
        List<InferenceListener> wanting = listeners(type);
        if (!wanting.isEmpty()) {
            E created = event.get();
            for (InferenceListener listener : wanting) {
                try {
                    listener.on(created);
                } catch (RuntimeException | LinkageError | AssertionError e) {
                    log(listener, e);
                }
            }
        }
    }

    /** While paused, no listener receives events. */
    public void pause(boolean pause) {
        paused = pause;
    }

    private List<InferenceListener> listeners(Class<? extends InferenceEvent> type) {
        if (paused) {
            return List.of();
        }
        List<InferenceListener> known = byType.get(type);
        return known != null ? known : byType.computeIfAbsent(type, absent -> wanting(type));
    }

    private List<InferenceListener> wanting(Class<? extends InferenceEvent> type) {
        return listeners.stream().filter(listener -> wants(listener, type)).toList();
    }

    /** A listener that fails to answer receives no events of the type. */
    private boolean wants(InferenceListener listener, Class<? extends InferenceEvent> type) {
        try {
            return listener.wants(type);
        } catch (RuntimeException | LinkageError | AssertionError e) {
            log(listener, e);
            return false;
        }
    }

    private void log(InferenceListener listener, Throwable failure) {
        var level = failed.add(listener.getClass()) ? Logger.Level.WARN : Logger.Level.DEBUG;
        LOG.logf(level, failure, "inference listener %s failed (further failures of it are logged at DEBUG)",
                listener.getClass().getName());
    }
}
