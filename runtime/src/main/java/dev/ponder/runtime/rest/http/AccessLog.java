package dev.ponder.runtime.rest.http;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;
import org.jspecify.annotations.Nullable;

import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.event.InferenceEvent;
import dev.ponder.runtime.event.InferenceEvent.AttemptFinished;
import dev.ponder.runtime.event.InferenceEvent.RequestFinished;
import dev.ponder.runtime.event.InferenceEvent.RequestStarted;
import dev.ponder.runtime.event.InferenceListener;
import dev.ponder.runtime.event.RequestInfo;
import dev.ponder.runtime.event.TraceContext;
import dev.ponder.runtime.price.PriceTable;
import io.quarkus.arc.All;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * Writes one line for each POST request when its response has ended: id, path, status, client, model, strategy, calls, tokens,
 * cost, duration and outcome. Each value is also a field of the log record, which is what logs as JSON contain. The HTTP request and its inference are joined by {@code x-request-id}; of several requests with
 * the same id at a time, the line of the first one has the inference.
 */
@Singleton
public class AccessLog implements InferenceListener {

    private static final Logger LOG = Logger.getLogger("ponder.access");
    private static final String NOTHING = "-";
    private static final int AFTER_THE_REQUEST_ID = 9_999;
    private static final Set<Class<?>> EVENTS = Set.of(RequestStarted.class, AttemptFinished.class,
            RequestFinished.class);
    private static final int MAX_VALUE = 200;

    private final boolean enabled;
    private final Clock clock;
    private final PriceTable prices;
    private final @Nullable TraceContext traces;
    private final Map<String, Entry> byRequestId = new ConcurrentHashMap<>();
    private final Map<String, Entry> byRun = new ConcurrentHashMap<>();

    AccessLog(PonderConfig config, Clock clock, PriceTable prices, @All List<TraceContext> traces) {
        this.enabled = config.accessLog();
        this.prices = prices;
        this.traces = traces.stream().filter(TraceContext::enabled).findFirst().orElse(null);
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
                entry.used(attempt.model(), attempt.usage());
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
            return NOTHING;
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
        private @Nullable BigDecimal cost;
        private String traceId = "";
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

        void used(String model, Usage usage) {
            BigDecimal more = prices.cost(model, usage).orElse(null);
            cost = cost == null || more == null ? (cost == null ? more : cost) : cost.add(more);
        }

        void finished(RequestFinished finished) {
            inference = finished;
            traceId = traces == null ? "" : traces.traceId(finished.requestId());
            running = false;
            writeIfComplete();
        }

        /** When a client disconnects, the response may end before the inference does. */
        private void writeIfComplete() {
            if (status != null && !running && LOG.isLoggable(Level.INFO)) {
                Map<String, String> fields = fields(status);
                var line = new StringBuilder();
                fields.forEach((name, value) -> line.append(line.isEmpty() ? "" : " ").append(name).append('=')
                        .append(value));
                var entry = new ExtLogRecord(Level.INFO, line.toString(), ExtLogRecord.FormatStyle.NO_FORMAT,
                        AccessLog.class.getName());
                entry.setLoggerName(LOG.getName());
                fields.forEach(entry::putMdc);
                LOG.logRaw(entry);
            }
        }

        private Map<String, String> fields(int code) {
            var fields = new LinkedHashMap<String, String>();
            fields.put("id", safe(id));
            fields.put("path", safe(path));
            fields.put("status", code == 0 ? NOTHING : Integer.toString(code));
            if (inference != null) {
                fields(fields, inference);
            }
            fields.put("ms", Long.toString(Duration.between(received, clock.instant()).toMillis()));
            fields.put("outcome", outcome(code));
            return fields;
        }

        private void fields(Map<String, String> fields, RequestFinished finished) {
            RequestInfo request = finished.request();
            Usage used = finished.course().used();
            if (!request.origin().apiClient().anonymous()) {
                fields.put("client", safe(request.origin().apiClient().name()));
            }
            fields.put("model", safe(request.model()));
            fields.put("strategy", safe(request.expression()));
            fields.put("stream", Boolean.toString(request.streamed()));
            fields.put("calls", Integer.toString(finished.calls()));
            fields.put("prompt_tokens", Long.toString(used.promptTokens()));
            fields.put("completion_tokens", Long.toString(used.completionTokens()));
            if (cost != null) {
                fields.put("cost", cost.stripTrailingZeros().toPlainString());
                fields.put("currency", prices.currency());
            }
            if (!traceId.isEmpty()) {
                fields.put("trace", traceId);
            }
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
