package dev.ponder.runtime.upstream.openai;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.UpstreamException;
import dev.ponder.runtime.concurrent.ThreadOffload;
import dev.ponder.runtime.config.StreamingConfig.Chunking;
import dev.ponder.runtime.config.UpstreamConfig;
import dev.ponder.runtime.event.CallId;
import dev.ponder.runtime.stream.AnswerEmulator;
import dev.ponder.runtime.stream.SseParser;
import dev.ponder.runtime.stream.StreamTimeouts;
import dev.ponder.runtime.stream.StreamTimeouts.IdleTimeout;
import dev.ponder.runtime.time.Timer;
import dev.ponder.runtime.time.TimerGroup;
import dev.ponder.runtime.upstream.CallTimeouts;
import dev.ponder.runtime.upstream.Completion;
import dev.ponder.runtime.upstream.CompletionReceiver;
import dev.ponder.runtime.upstream.CompletionUni;
import dev.ponder.runtime.upstream.Endpoint;
import dev.ponder.runtime.upstream.RelayCall;
import dev.ponder.runtime.upstream.RelayReceiver;
import dev.ponder.runtime.upstream.RelayedCall;
import dev.ponder.runtime.upstream.StreamEvent;
import dev.ponder.runtime.upstream.TimeoutOverrides;
import dev.ponder.runtime.upstream.Upstream;
import dev.ponder.runtime.upstream.UpstreamCall;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

/** A model server with OpenAI's API. */
final class OpenAiUpstream implements Upstream {

    private static final Endpoint CHAT = new Endpoint("/chat/completions", "chat completions");

    private final String name;
    private final OpenAiTransport transport;
    private final UpstreamConfig config;
    private final CallTimeouts common;
    private final ForwardedHeaders forwardedHeaders;
    private final Timer timer;
    private final StreamTimeouts streamTimeouts;
    private final CompletionReader completions;
    private final UpstreamErrorClassifier errors;
    private final OpenAiRelay relay;
    private final AnswerEmulator emulator;
    private final ObjectMapper mapper;
    private final ThreadOffload offload = new ThreadOffload();

    OpenAiUpstream(String name, OpenAiTransport transport, UpstreamConfig config, ForwardedHeaders forwardedHeaders,
            Timer timer, ObjectMapper mapper, UpstreamErrorClassifier errors) {
        this(name, transport, config, forwardedHeaders, timer, mapper, errors, new UsageRequest(name, true));
    }

    OpenAiUpstream(String name, OpenAiTransport transport, UpstreamConfig config, ForwardedHeaders forwardedHeaders,
            Timer timer, ObjectMapper mapper, UpstreamErrorClassifier errors, UsageRequest usage) {
        this.name = name;
        this.transport = transport;
        this.config = config;
        this.common = CallTimeouts.ofAll(config);
        this.forwardedHeaders = forwardedHeaders;
        this.timer = timer;
        this.streamTimeouts = new StreamTimeouts(timer);
        this.mapper = mapper;
        this.completions = new CompletionReader(mapper, errors);
        this.errors = errors;
        this.relay = new OpenAiRelay(transport, forwardedHeaders, usage, completions, errors, timer,
                config.maxReplySize().asLongValue());
        this.emulator = new AnswerEmulator(Chunking.WHOLE, Duration.ZERO, timer);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Uni<Completion> complete(UpstreamCall call) {
        return new CompletionUni(this, call);
    }

    @Override
    public Cancellable complete(UpstreamCall call, CompletionReceiver receiver) {
        CallTimeouts timeouts = timeouts(call.model(), call.timeouts());
        if (call.form().streamOnly()) {
            return timer.limit(StreamedCompletion.of(stream(call)), timeouts.total(),
                    () -> errors.tookTooLong(timeouts.total()))
                    .subscribe().with(receiver::completed, receiver::failed);
        }
        var completion = new OpenAiCompletionCall(this, timeouts, receiver);
        completion.send(transport, request(call.model(),
                call.group().body(call, () -> bytes(RequestWriter.body(call, false))), timeouts, false, call.id()),
                timer);
        return completion;
    }

    @Override
    public Multi<StreamEvent> stream(UpstreamCall call) {
        CallTimeouts timeouts = timeouts(call.model(), call.timeouts());
        Multi<List<StreamEvent>> events = post(call.model(), bytes(RequestWriter.body(call, true)),
                timeouts, true, call.id())
                .chain(this::accepted)
                .onItem().transformToMulti(response -> events(response, timeouts));
        return streamTimeouts.idle(events, new IdleTimeout<>(timeouts.firstByte(),
                () -> errors.noFirstByte(timeouts.firstByte()), timeouts.idle(),
                () -> errors.stalled(timeouts.idle()), some -> !some.isEmpty()))
                .onItem().transformToIterable(some -> some);
    }

    /** A server without the endpoint responds with its own error. */
    @Override
    public boolean relays(Endpoint endpoint) {
        return true;
    }

    @Override
    public RelayedCall relay(RelayCall call, TimerGroup timers, RelayReceiver receiver) {
        return new OpenAiRelayedCall(relay, call, timeouts(call.model(), call.timeouts()), timers, receiver);
    }

    @Override
    public Uni<List<ObjectNode>> models() {
        Duration limit = config.timeouts().firstByte();
        Uni<Buffer> body = transport
                .send(new OpenAiTransport.Request(HttpMethod.GET, "/models", null, config.timeouts().connect(), false,
                        Map.of()))
                .chain(this::accepted)
                .chain(this::wholeBody);
        return timer.limit(body, limit, () -> errors.noFirstByte(limit))
                .map(bytes -> listed(completions.parse(bytes.getBytes())));
    }

    private CallTimeouts timeouts(String model, TimeoutOverrides overrides) {
        return (config.modelTimeouts().isEmpty() ? common : CallTimeouts.of(config, model)).with(overrides);
    }

    private Uni<UpstreamResponse> post(String model, Buffer body, CallTimeouts timeouts, boolean streaming,
            CallId id) {
        return transport.send(request(model, body, timeouts, streaming, id));
    }

    private OpenAiTransport.Request request(String model, Buffer body, CallTimeouts timeouts, boolean streaming,
            CallId id) {
        return new OpenAiTransport.Request(HttpMethod.POST, transport.path(CHAT, model), body,
                timeouts.connect(), streaming, forwardedHeaders.of(id));
    }

    private Uni<UpstreamResponse> accepted(UpstreamResponse response) {
        if (response.accepted()) {
            return Uni.createFrom().item(response);
        }
        return response.errorBody(timer).onItem().transformToUni(body -> Uni.createFrom()
                .failure(errors.error(response.status(), response.headers(), body)));
    }

    private Uni<Buffer> wholeBody(UpstreamResponse response) {
        return response.wholeBody(maxReply(), this::replyTooLarge);
    }

    UpstreamErrorClassifier errors() {
        return errors;
    }

    long maxReply() {
        return config.maxReplySize().asLongValue();
    }

    UpstreamException replyTooLarge() {
        return errors.tooLarge("a response", maxReply(), "max-reply-size");
    }

    /** The answer in a body; on a worker thread if the body is large. */
    Uni<Completion> parsed(Buffer body) {
        return offload.of(body.length(), () -> parse(body));
    }

    Completion parse(Buffer body) {
        return completions.completion(body.getBytes());
    }

    /** The failure of a call that the upstream refused. */
    Uni<Completion> refused(UpstreamResponse response) {
        return accepted(response).onItem().transformToUni(never -> Uni.createFrom().nothing());
    }

    /** The answer of a server that sends events instead of a completion. */
    Uni<Completion> collected(UpstreamResponse response, CallTimeouts timeouts) {
        return StreamedCompletion.of(events(response, timeouts).onItem().transformToIterable(some -> some));
    }

    /** The content type shows whether a server ignored {@code stream} and sent a whole completion. */
    private Multi<List<StreamEvent>> events(UpstreamResponse response, CallTimeouts timeouts) {
        if (response.is("application/json")) {
            return timer.limit(wholeBody(response), timeouts.total(), () -> errors.tookTooLong(timeouts.total()))
                    .chain(this::parsed)
                    .onItem().transformToMulti(this::events);
        }
        return Multi.createFrom().deferred(() -> {
            int limit = (int) Math.min(config.maxEventSize().asLongValue(), Integer.MAX_VALUE);
            var parser = SseParser.ofData(limit);
            var chunks = new ChunkReader(errors);
            Multi<List<StreamEvent>> read = response.body()
                    .onItem().transform(parser::parse)
                    .select().where(data -> !data.isEmpty())
                    .onItem().transform(data -> readAll(chunks, data));
            Multi<List<StreamEvent>> rest = Multi.createFrom().item(() -> {
                List<StreamEvent> events = readAll(chunks, parser.end());
                events.addAll(chunks.end());
                return events;
            });
            return Multi.createBy().concatenating().streams(read, rest)
                    .onFailure(SseParser.EventTooLarge.class)
                    .transform(tooLarge -> errors.tooLarge("an event", limit, "max-event-size"));
        });
    }

    private Multi<List<StreamEvent>> events(Completion completion) {
        Multi<StreamEvent> used = Multi.createFrom().item(new StreamEvent.Used(completion.usage()));
        Multi<StreamEvent> parts = emulator.emulate(completion.choices().get(0)).map(StreamEvent.Part::new);
        return Multi.createBy().concatenating().streams(used, parts).onItem().transform(List::of);
    }

    private static List<StreamEvent> readAll(ChunkReader chunks, List<SseParser.Event> events) {
        var parts = new ArrayList<StreamEvent>();
        events.forEach(event -> parts.addAll(chunks.read(Objects.requireNonNull(event.data()))));
        return parts;
    }

    private Buffer bytes(ObjectNode body) {
        try {
            return Buffer.buffer(mapper.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ObjectNode> listed(JsonNode response) {
        var models = new ArrayList<ObjectNode>();
        response.path("data").forEach(model -> {
            if (model instanceof ObjectNode object && object.path("id").isTextual()) {
                models.add(object);
            }
        });
        return models;
    }
}
