package dev.ponder.runtime.upstream.openai;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.runtime.config.StreamingConfig.Chunking;
import dev.ponder.runtime.config.UpstreamConfig;
import dev.ponder.runtime.stream.AnswerEmulator;
import dev.ponder.runtime.stream.SseReader;
import dev.ponder.runtime.stream.StreamTimeouts;
import dev.ponder.runtime.stream.StreamTimeouts.Silence;
import dev.ponder.runtime.time.Timer;
import dev.ponder.runtime.upstream.CallTimeouts;
import dev.ponder.runtime.upstream.Completion;
import dev.ponder.runtime.upstream.Endpoint;
import dev.ponder.runtime.upstream.RelayCall;
import dev.ponder.runtime.upstream.RelayPart;
import dev.ponder.runtime.upstream.StreamEvent;
import dev.ponder.runtime.upstream.TimeoutOverrides;
import dev.ponder.runtime.upstream.Upstream;
import dev.ponder.runtime.upstream.UpstreamCall;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

/** A model server that speaks OpenAI's API. */
final class OpenAiUpstream implements Upstream {

    private final String name;
    private final OpenAiTransport transport;
    private final UpstreamConfig config;
    private final Timer delays;
    private final StreamTimeouts guard;
    private final CompletionReader replies;
    private final UpstreamErrorClassifier errors;
    private final ErrorBodyReader refusals;
    private final OpenAiRelay relay;
    private final AnswerEmulator atOnce;
    private final ObjectMapper mapper;

    OpenAiUpstream(String name, OpenAiTransport transport, UpstreamConfig config, Timer delays,
            ObjectMapper mapper, UpstreamErrorClassifier errors) {
        this.name = name;
        this.transport = transport;
        this.config = config;
        this.delays = delays;
        this.guard = new StreamTimeouts(delays);
        this.mapper = mapper;
        this.replies = new CompletionReader(mapper, errors);
        this.errors = errors;
        this.refusals = new ErrorBodyReader(delays);
        this.relay = new OpenAiRelay(replies, errors, refusals, guard, config.maxReplySize().asLongValue());
        this.atOnce = new AnswerEmulator(Chunking.WHOLE, Duration.ZERO, delays);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Uni<Completion> complete(UpstreamCall call) {
        CallTimeouts timeouts = timeouts(call.model(), call.timeouts());
        Uni<Buffer> body = post(Endpoint.CHAT, bytes(RequestWriter.body(call, false)), timeouts)
                .chain(this::accepted)
                .chain(this::wholeBody);
        return delays.limit(body, timeouts.total(), () -> errors.tookTooLong(timeouts.total()))
                .map(bytes -> replies.completion(bytes.getBytes()));
    }

    @Override
    public Multi<StreamEvent> stream(UpstreamCall call) {
        CallTimeouts timeouts = timeouts(call.model(), call.timeouts());
        Multi<List<StreamEvent>> events = post(Endpoint.CHAT, bytes(RequestWriter.body(call, true)), timeouts)
                .chain(this::accepted)
                .onItem().transformToMulti(reply -> events(reply, timeouts));
        return guard.silence(events, new Silence<>(timeouts.firstByte(),
                () -> errors.noFirstByte(timeouts.firstByte()), timeouts.gap(),
                () -> errors.stalled(timeouts.gap()), some -> !some.isEmpty()))
                .onItem().transformToIterable(some -> some);
    }

    /** Which endpoints a server has, it says itself. */
    @Override
    public boolean relays(Endpoint endpoint) {
        return true;
    }

    @Override
    public Multi<RelayPart> relay(RelayCall call) {
        CallTimeouts timeouts = timeouts(call.model(), call.timeouts());
        Uni<UpstreamResponse> sent = post(call.endpoint(), call.body(), timeouts);
        return call.streaming() ? relay.stream(sent, call, timeouts) : relay.whole(sent, timeouts);
    }

    @Override
    public Uni<List<ObjectNode>> models() {
        Duration patience = config.timeouts().firstByte();
        Uni<Buffer> body = transport.send(HttpMethod.GET, "/models", null, config.timeouts().connect())
                .chain(this::accepted)
                .chain(this::wholeBody);
        return delays.limit(body, patience, () -> errors.noFirstByte(patience))
                .map(bytes -> listed(replies.parse(bytes.getBytes())));
    }

    private CallTimeouts timeouts(String model, TimeoutOverrides overrides) {
        return CallTimeouts.of(config, model).with(overrides);
    }

    private Uni<UpstreamResponse> post(Endpoint endpoint, Buffer body, CallTimeouts timeouts) {
        return transport.send(HttpMethod.POST, endpoint.path(), body, timeouts.connect());
    }

    private Uni<UpstreamResponse> accepted(UpstreamResponse reply) {
        if (reply.accepted()) {
            return Uni.createFrom().item(reply);
        }
        return refusals.read(reply).onItem().transformToUni(body -> Uni.createFrom()
                .failure(errors.refused(reply.status(), reply.headers(), body)));
    }

    private Uni<Buffer> wholeBody(UpstreamResponse reply) {
        long limit = config.maxReplySize().asLongValue();
        return reply.wholeBody(limit, () -> errors.tooLarge("a reply", limit, "max-reply-size"));
    }

    /** Servers that do not stream answer a request for a stream with a whole reply: it is told by its content type. */
    private Multi<List<StreamEvent>> events(UpstreamResponse reply, CallTimeouts timeouts) {
        if (reply.is("application/json")) {
            return delays.limit(wholeBody(reply), timeouts.total(), () -> errors.tookTooLong(timeouts.total()))
                    .map(body -> replies.completion(body.getBytes()))
                    .onItem().transformToMulti(this::events);
        }
        return Multi.createFrom().deferred(() -> {
            int limit = (int) Math.min(config.maxEventSize().asLongValue(), Integer.MAX_VALUE);
            var frames = new SseReader(limit);
            var chunks = new ChunkReader(mapper, errors);
            Multi<List<StreamEvent>> read = reply.body()
                    .onItem().transform(frames::read)
                    .select().where(data -> !data.isEmpty())
                    .onItem().transform(data -> readAll(chunks, data));
            Multi<List<StreamEvent>> rest = Multi.createFrom().item(() -> {
                List<StreamEvent> events = readAll(chunks, frames.end());
                events.addAll(chunks.end());
                return events;
            });
            return Multi.createBy().concatenating().streams(read, rest)
                    .onFailure(SseReader.EventTooLarge.class)
                    .transform(tooLarge -> errors.tooLarge("an event", limit, "max-event-size"));
        });
    }

    private Multi<List<StreamEvent>> events(Completion completion) {
        Multi<StreamEvent> used = Multi.createFrom().item(new StreamEvent.Used(completion.usage()));
        Multi<StreamEvent> parts = atOnce.emulate(completion.choices().get(0)).map(StreamEvent.Part::new);
        return Multi.createBy().concatenating().streams(used, parts).onItem().transform(List::of);
    }

    private static List<StreamEvent> readAll(ChunkReader chunks, List<String> events) {
        var parts = new ArrayList<StreamEvent>();
        events.forEach(event -> parts.addAll(chunks.read(event)));
        return parts;
    }

    private Buffer bytes(ObjectNode body) {
        try {
            return Buffer.buffer(mapper.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ObjectNode> listed(JsonNode reply) {
        var models = new ArrayList<ObjectNode>();
        reply.path("data").forEach(model -> {
            if (model instanceof ObjectNode object && object.path("id").isTextual()) {
                models.add(object);
            }
        });
        return models;
    }
}
