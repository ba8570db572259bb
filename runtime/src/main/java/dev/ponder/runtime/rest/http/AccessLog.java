package dev.ponder.runtime.rest.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.event.InferenceEvent;
import dev.ponder.runtime.event.InferenceEvent.AttemptFinished;
import dev.ponder.runtime.event.InferenceEvent.RequestFinished;
import dev.ponder.runtime.event.InferenceEvent.RequestStarted;
import dev.ponder.runtime.event.InferenceListener;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * Writes one line for each POST request when its response has ended: id, path, status, model, strategy, calls, tokens,
 * duration and outcome. The HTTP request and its inference are joined by {@code x-request-id}; of several requests with
 * the same id at a time, the line of the first one has the inference.
 */
@ApplicationScoped
public class AccessLog implements InferenceListener {

    private static final Logger LOG = Logger.getLogger("ponder.access");
    private static final int AFTER_THE_REQUEST_ID = 9_999;
    private static final Set<Class<?>> EVENTS = Set.of(RequestStarted.class, AttemptFinished.class,
            RequestFinished.class);
    private static final int MAX_VALUE = 200;

    private final boolean enabled;
    private final Clock clock;
    private final Map<String, Entry> byRequestId = new ConcurrentHashMap<>();
    private final Map<String, Entry> byRun = new ConcurrentHashMap<>();

    AccessLog(PonderConfig config, Clock clock) {
        this.enabled = config.accessLog();
        this.clock = clock;
    }

    void register(@Observes Filters filters) {
        if (enabled) {
            filters.register(this::filter, AFTER_THE_REQUEST_ID);
        }
    }

    private void filter(RoutingContext context) {
        if (context.request().method() == HttpMethod.POST) {
            String id = context.request().getHeader(RequestIdFilter.HEADER);
            var entry = new Entry(id, context.request().path(), clock.instant());
            byRequestId.putIfAbsent(id, entry);
            context.addEndHandler(ended -> {
                byRequestId.remove(id, entry);
                entry.responseEnded(ended.failed() ? 0 : context.response().getStatusCode());
            });
        }
        context.next();
    }

    @Override
    public boolean wants(Class<? extends InferenceEvent> type) {
        return enabled && EVENTS.contains(type);
    }

    @Override
    public void on(InferenceEvent event) {
        if (event instanceof RequestStarted started) {
            Entry entry = byRequestId.remove(started.request().origin().requestId());
            if (entry != null) {
                entry.running = true;
                byRun.put(started.requestId(), entry);
            }
        } else if (event instanceof AttemptFinished attempt && attempt.usage() != null) {
            Entry entry = byRun.get(attempt.requestId());
            if (entry != null) {
                entry.attempts = entry.attempts.plus(attempt.usage());
            }
        } else if (event instanceof RequestFinished finished) {
            Entry entry = byRun.remove(finished.requestId());
            if (entry != null) {
                entry.finished(finished);
            }
        }
    }

    private static String safe(String value) {
        String text = value.length() > MAX_VALUE ? value.substring(0, MAX_VALUE) : value;
        if (text.isEmpty()) {
            return "-";
        }
        char[] written = text.toCharArray();
        for (int i = 0; i < written.length; i++) {
            written[i] = unsafe(written[i]) ? '_' : written[i];
        }
        return new String(written);
    }

    /** Separators of the line, and control characters, which could forge another line. */
    private static boolean unsafe(char c) {
        return c <= ' ' || c == '\u007F' || c == '"' || c == '=';
    }

    /** One request. Accessed on its event loop. */
    private final class Entry {

        private final String id;
        private final String path;
        private final Instant received;
        private Usage attempts = Usage.NONE;
        private boolean running;
        private @Nullable Integer status;
        private @Nullable RequestFinished inference;

        Entry(String id, String path, Instant received) {
            this.id = id;
            this.path = path;
            this.received = received;
        }

        /** @param code 0 if the client disconnected */
        void responseEnded(int code) {
            status = code;
            writeIfComplete();
        }

        void finished(RequestFinished finished) {
            inference = finished;
            running = false;
            writeIfComplete();
        }

        /** When a client disconnects, the response may end before the inference does. */
        private void writeIfComplete() {
            if (status != null && !running) {
                LOG.info(line(status));
            }
        }

        private String line(int code) {
            var line = new StringBuilder("id=").append(safe(id)).append(" path=").append(safe(path)).append(" status=")
                    .append(code == 0 ? "-" : code);
            if (inference != null) {
                var request = inference.request();
                Usage usage = inference.usage().equals(Usage.NONE) ? attempts : inference.usage();
                line.append(" model=").append(safe(request.model())).append(" strategy=")
                        .append(safe(request.expression())).append(" stream=").append(request.streamed())
                        .append(" calls=").append(inference.calls()).append(" prompt_tokens=")
                        .append(usage.promptTokens()).append(" completion_tokens=").append(usage.completionTokens());
            }
            return line.append(" ms=").append(Duration.between(received, clock.instant()).toMillis())
                    .append(" outcome=").append(outcome(code)).toString();
        }

        private String outcome(int code) {
            if (code == 0) {
                return "cancelled";
            }
            if (inference != null) {
                return inference.outcome().failed() ? safe(inference.outcome().code()) : inference.outcome().tag();
            }
            return code < 400 ? "ok" : "rejected";
        }
    }
}
