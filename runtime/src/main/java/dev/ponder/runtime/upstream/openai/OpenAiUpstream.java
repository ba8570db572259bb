package dev.ponder.runtime.upstream.openai;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.runtime.config.StreamingConfig.Chunking;
import dev.ponder.runtime.config.UpstreamConfig.TimeoutsConfig;
import dev.ponder.runtime.stream.AnswerEmulator;
import dev.ponder.runtime.stream.SseReader;
import dev.ponder.runtime.stream.TimeGuard;
import dev.ponder.runtime.time.Delays;
import dev.ponder.runtime.upstream.Completion;
import dev.ponder.runtime.upstream.RelayedReply;
import dev.ponder.runtime.upstream.StreamEvent;
import dev.ponder.runtime.upstream.Upstream;
import dev.ponder.runtime.upstream.UpstreamCall;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;

/** A model server that speaks OpenAI's chat completions. */
final class OpenAiUpstream implements Upstream {

    private static final String CHAT = "/chat/completions";
    private static final int MAX_EVENT_BYTES = 16 * 1024 * 1024;
    /** What belongs to the hop to the upstream, or will be written anew by our own server. */
    private static final Set<String> HOP_HEADERS = Set.of("connection", "keep-alive", "transfer-encoding",
            "content-length",
            "te", "trailer", "upgrade", "proxy-authenticate", "proxy-authorization", "set-cookie", "server", "date");

    private final String name;
    private final OpenAiTransport transport;
    private final TimeoutsConfig timeouts;
    private final Delays delays;
    private final ReplyReader replies;
    private final UpstreamErrors errors;
    private final AnswerEmulator atOnce;
    private final ObjectMapper mapper;

    OpenAiUpstream(String name, OpenAiTransport transport, TimeoutsConfig timeouts, Delays delays,
            ObjectMapper mapper, UpstreamErrors errors) {
        this.name = name;
        this.transport = transport;
        this.timeouts = timeouts;
        this.delays = delays;
        this.mapper = mapper;
        this.replies = new ReplyReader(mapper, errors);
        this.errors = errors;
        this.atOnce = new AnswerEmulator(Chunking.WHOLE, Duration.ZERO, delays);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Uni<Completion> complete(UpstreamCall call) {
        return withinTotal(transport.send(HttpMethod.POST, CHAT, bytes(RequestWriter.body(call, false)))
                .chain(this::accepted)
                .chain(transport::wholeBody))
                .map(body -> replies.completion(body.getBytes()));
    }

    @Override
    public Uni<Multi<StreamEvent>> stream(UpstreamCall call) {
        return withinFirstByte(transport.send(HttpMethod.POST, CHAT, bytes(RequestWriter.body(call, true))))
                .chain(this::accepted)
                .map(this::events);
    }

    @Override
    public Uni<RelayedReply> relay(Buffer body, boolean streaming) {
        Uni<HttpClientResponse> sent = transport.send(HttpMethod.POST, CHAT, body);
        return (streaming ? withinFirstByte(sent) : withinTotal(sent)).chain(this::relayed);
    }

    /** A refusal is short and may repeat our key, so it is read; everything else passes as it comes. */
    private Uni<RelayedReply> relayed(HttpClientResponse response) {
        if (response.statusCode() >= 400) {
            return transport.wholeBody(response).map(body -> new RelayedReply(response.statusCode(), endToEnd(response),
                    Multi.createFrom().item(errors.withoutSecret(body))));
        }
        Multi<Buffer> bytes = contentType(response).startsWith("text/event-stream")
                ? watched(live(transport.body(response)))
                : undisguised(transport.body(response));
        return Uni.createFrom().item(new RelayedReply(response.statusCode(), endToEnd(response), bytes));
    }

    @Override
    public Uni<List<ObjectNode>> models() {
        return withinFirstByte(transport.send(HttpMethod.GET, "/models", null)
                .chain(this::accepted)
                .chain(transport::wholeBody))
                .map(body -> listed(replies.parse(body.getBytes())));
    }

    private Uni<HttpClientResponse> accepted(HttpClientResponse response) {
        if (response.statusCode() / 100 == 2) {
            return Uni.createFrom().item(response);
        }
        return transport.wholeBody(response)
                .onItem().transformToUni(body -> Uni.createFrom()
                        .failure(errors.refused(response.statusCode(), response.headers(), body)));
    }

    /** Servers that do not stream answer a request for a stream with a whole reply: it is told by its content type. */
    private Multi<StreamEvent> events(HttpClientResponse response) {
        if (contentType(response).startsWith("application/json")) {
            return withinTotal(transport.wholeBody(response))
                    .map(body -> replies.completion(body.getBytes()))
                    .onItem().transformToMulti(this::events);
        }
        return Multi.createFrom().deferred(() -> {
            var frames = new SseReader(MAX_EVENT_BYTES);
            var chunks = new ChunkReader(mapper, errors);
            Multi<StreamEvent> read = live(transport.body(response))
                    .onItem().transformToIterable(bytes -> readAll(chunks, frames.read(bytes)));
            Multi<StreamEvent> rest = Multi.createFrom().deferred(() -> {
                var events = readAll(chunks, frames.end());
                events.addAll(chunks.end());
                return Multi.createFrom().iterable(events);
            });
            return Multi.createBy().concatenating().streams(read, rest)
                    .onFailure(SseReader.EventTooLarge.class)
                    .transform(tooLarge -> errors.malformed(String.valueOf(tooLarge.getMessage())));
        });
    }

    private Multi<StreamEvent> events(Completion completion) {
        Multi<StreamEvent> used = Multi.createFrom().item(new StreamEvent.Used(completion.usage()));
        Multi<StreamEvent> parts = atOnce.emulate(completion.choices().get(0)).map(StreamEvent.Part::new);
        return Multi.createBy().concatenating().streams(used, parts);
    }

    private Multi<Buffer> watched(Multi<Buffer> bytes) {
        var watch = new EndWatch(MAX_EVENT_BYTES);
        Multi<Buffer> end = Multi.createFrom().deferred(
                () -> watch.ended() ? Multi.createFrom().empty() : Multi.createFrom().failure(errors.unfinished()));
        return Multi.createBy().concatenating().streams(bytes.onItem().invoke(watch::see), end);
    }

    private Multi<Buffer> undisguised(Multi<Buffer> bytes) {
        var disguise = new DisguisedError();
        Multi<Buffer> end = Multi.createFrom().deferred(() -> disguise.found()
                ? Multi.createFrom().failure(errors.inBody(replies.parse(disguise.bytes()).path("error")))
                : Multi.createFrom().iterable(disguise.rest()));
        return Multi.createBy().concatenating().streams(bytes.onItem().transformToIterable(disguise::pass), end);
    }

    private static String contentType(HttpClientResponse response) {
        String type = response.getHeader("Content-Type");
        return type == null ? "" : type.toLowerCase(Locale.ROOT);
    }

    private static List<StreamEvent> readAll(ChunkReader chunks, List<String> events) {
        var parts = new ArrayList<StreamEvent>();
        events.forEach(event -> parts.addAll(chunks.read(event)));
        return parts;
    }

    private <T> Multi<T> live(Multi<T> body) {
        return new TimeGuard(delays).gap(body, timeouts.gap(),
                () -> errors.stalled("sent nothing for " + timeouts.gap().toMillis() + " ms in mid-stream"));
    }

    private <T> Uni<T> withinTotal(Uni<T> call) {
        return delays.limit(call, timeouts.total(),
                () -> errors.timedOut("took longer than " + timeouts.total().toMillis() + " ms for one call", "total"));
    }

    private <T> Uni<T> withinFirstByte(Uni<T> call) {
        return delays.limit(call, timeouts.firstByte(),
                () -> errors.timedOut("sent no byte for " + timeouts.firstByte().toMillis() + " ms", "first-byte"));
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

    private static Map<String, String> endToEnd(HttpClientResponse response) {
        var kept = new HashMap<String, String>();
        response.headers().forEach((header, value) -> {
            if (!HOP_HEADERS.contains(header.toLowerCase(Locale.ROOT))) {
                kept.put(header, value);
            }
        });
        return kept;
    }
}
