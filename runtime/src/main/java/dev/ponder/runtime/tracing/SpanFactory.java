package dev.ponder.runtime.tracing;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.runtime.event.InferenceEvent.AttemptStarted;
import dev.ponder.runtime.event.InferenceEvent.CallStarted;
import dev.ponder.runtime.event.InferenceEvent.RequestRejected;
import dev.ponder.runtime.event.InferenceEvent.RequestStarted;
import dev.ponder.runtime.event.InferenceEvent.StageStarted;
import dev.ponder.runtime.event.Outcome;
import dev.ponder.runtime.event.RequestInfo;
import dev.ponder.runtime.event.RequestOrigin;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapGetter;

/** Starts spans, with the names and attributes that are known at their start. */
final class SpanFactory {

    /** Clients choose the names of models. */
    private static final int MAX_NAME = 100;
    private static final String NO_STRATEGY = "none";

    private static final TextMapGetter<RequestOrigin> HEADERS = new TextMapGetter<>() {

        @Override
        public Iterable<String> keys(RequestOrigin origin) {
            return origin.headers().keySet();
        }

        @Override
        public @Nullable String get(@Nullable RequestOrigin origin, String name) {
            return origin == null ? null : origin.header(name);
        }
    };

    private final Tracer tracer;
    private final ContextPropagators propagators;
    private final Map<String, Optional<URI>> addresses = new ConcurrentHashMap<>();

    SpanFactory(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("dev.ponder");
        this.propagators = telemetry.getPropagators();
    }

    /** Below the span of the HTTP server if the framework traces it, otherwise below the client's span. */
    Context request(RequestStarted event) {
        RequestInfo request = event.request();
        boolean traced = Span.current().getSpanContext().isValid();
        Context parent = traced
                ? Context.current()
                : propagators.getTextMapPropagator().extract(Context.root(), request.origin(), HEADERS);
        boolean plain = request.strategy().equals(NO_STRATEGY);
        String operation = plain ? operation(request.path()) : "invoke_workflow";
        SpanBuilder span = tracer.spanBuilder(plain ? operation : operation + " " + request.strategy())
                .setSpanKind(traced ? SpanKind.INTERNAL : SpanKind.SERVER)
                .setParent(parent)
                .setStartTimestamp(event.time())
                .setAttribute(SpanAttributes.OPERATION, operation)
                .setAttribute(SpanAttributes.MODEL, limited(request.model()))
                .setAttribute(SpanAttributes.STREAM, request.streamed())
                .setAttribute(SpanAttributes.STRATEGY, limited(request.expression()))
                .setAttribute(SpanAttributes.STREAMING, request.mode())
                .setAttribute(SpanAttributes.REQUEST_ID, request.origin().requestId())
                .setAttribute(SpanAttributes.HTTP_METHOD, "POST")
                .setAttribute(SpanAttributes.URL_PATH, limited(request.path()));
        if (!plain) {
            span.setAttribute(SpanAttributes.AGENT, request.strategy());
        }
        if (!request.origin().apiClient().anonymous()) {
            span.setAttribute(SpanAttributes.CLIENT, limited(request.origin().apiClient().name()));
        }
        return Context.root().with(span.startSpan());
    }

    /** A request that did not start has one span without a length. */
    void rejected(RequestRejected event) {
        Context parent = propagators.getTextMapPropagator().extract(Context.root(), event.origin(), HEADERS);
        String operation = operation(event.origin().path());
        Span span = tracer.spanBuilder(operation)
                .setSpanKind(SpanKind.SERVER)
                .setParent(parent)
                .setStartTimestamp(event.time())
                .setAttribute(SpanAttributes.OPERATION, operation)
                .setAttribute(SpanAttributes.REQUEST_ID, event.origin().requestId())
                .setAttribute(SpanAttributes.HTTP_METHOD, "POST")
                .setAttribute(SpanAttributes.URL_PATH, limited(event.origin().path()))
                .setAttribute(SpanAttributes.HTTP_STATUS, (long) event.failure().status())
                .startSpan();
        SpanAttributes.outcome(span, new Outcome(false, event.failure()));
        span.end(event.time());
    }

    private static String operation(String path) {
        if (path.endsWith("/embeddings")) {
            return "embeddings";
        }
        if (path.endsWith("/rerank")) {
            return "rerank";
        }
        return path.endsWith("/completions") && !path.endsWith("/chat/completions") ? "text_completion" : "chat";
    }

    Context stage(Context parent, StageStarted event) {
        SpanBuilder span = tracer.spanBuilder("stage " + event.prompt().stage())
                .setParent(parent)
                .setStartTimestamp(event.time())
                .setAttribute(SpanAttributes.STRATEGY, event.strategy())
                .setAttribute(SpanAttributes.STAGE, event.prompt().stage())
                .setAttribute(SpanAttributes.MODEL, limited(event.model()));
        return parent.with(span.startSpan());
    }

    Context call(Context parent, CallStarted event) {
        SpanBuilder span = tracer.spanBuilder("chat " + limited(event.model()))
                .setSpanKind(SpanKind.CLIENT)
                .setParent(parent)
                .setStartTimestamp(event.time())
                .setAttribute(SpanAttributes.OPERATION, "chat")
                .setAttribute(SpanAttributes.MODEL, limited(event.model()))
                .setAttribute(SpanAttributes.STAGE, event.stage())
                .setAttribute(SpanAttributes.STREAM, event.streamed());
        if (event.choices() > 1) {
            span.setAttribute(SpanAttributes.CHOICES, (long) event.choices());
        }
        parameters(span, event.parameters());
        return parent.with(span.startSpan());
    }

    private static void parameters(SpanBuilder span, Map<String, JsonNode> parameters) {
        parameters.forEach((name, value) -> {
            switch (name) {
                case "temperature" -> span.setAttribute(SpanAttributes.TEMPERATURE, value.asDouble());
                case "top_p" -> span.setAttribute(SpanAttributes.TOP_P, value.asDouble());
                case "max_tokens", "max_completion_tokens" -> span.setAttribute(SpanAttributes.MAX_TOKENS,
                        value.asLong());
                case "seed" -> span.setAttribute(SpanAttributes.SEED, value.asLong());
                case "reasoning_effort" -> span.setAttribute(SpanAttributes.REASONING_LEVEL,
                        limited(value.asText()));
                default -> {
                }
            }
        });
    }

    /**
     * An attempt.
     *
     * @param relayed whether it is the whole call
     * @param earlier the number of attempts before it
     */
    Span attempt(Context parent, AttemptStarted event, boolean relayed, int earlier) {
        SpanBuilder span = tracer
                .spanBuilder(relayed ? event.operation() + " " + limited(event.model()) : "attempt " + event.upstream())
                .setSpanKind(SpanKind.CLIENT)
                .setParent(parent)
                .setStartTimestamp(event.time())
                .setAttribute(SpanAttributes.OPERATION, event.operation())
                .setAttribute(SpanAttributes.PROVIDER, event.provider())
                .setAttribute(SpanAttributes.MODEL, limited(event.model()))
                .setAttribute(SpanAttributes.STREAM, event.streamed())
                .setAttribute(SpanAttributes.UPSTREAM, event.upstream());
        if (earlier > 0) {
            span.setAttribute(SpanAttributes.RESENDS, (long) earlier);
        }
        addresses.computeIfAbsent(event.address(), SpanFactory::parsed).ifPresent(address -> {
            span.setAttribute(SpanAttributes.SERVER_ADDRESS, address.getHost());
            span.setAttribute(SpanAttributes.SERVER_PORT, (long) port(address));
        });
        return span.startSpan();
    }

    /** The address of an upstream may be followed by that of a proxy. */
    private static Optional<URI> parsed(String address) {
        int end = address.indexOf(' ');
        try {
            URI uri = URI.create(end < 0 ? address : address.substring(0, end));
            return Optional.of(uri).filter(known -> known.getHost() != null);
        } catch (IllegalArgumentException inProcess) {
            return Optional.empty();
        }
    }

    private static int port(URI address) {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return "https".equals(address.getScheme()) ? 443 : 80;
    }

    Span internal(Context parent, String name, Instant start) {
        return tracer.spanBuilder(name).setParent(parent).setStartTimestamp(start).startSpan();
    }

    private static String limited(String name) {
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME);
    }
}
