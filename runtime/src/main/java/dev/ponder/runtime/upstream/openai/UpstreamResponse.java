package dev.ponder.runtime.upstream.openai;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.error.UpstreamException;
import dev.ponder.runtime.time.Timer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/** The head of a response, and its body for one subscriber. */
final class UpstreamResponse {

    /** Hop-by-hop headers, those that the server of Ponder writes itself, and addresses inside the network. */
    /** Headers of the connection to the upstream, in any case. */
    private static final Set<String> HOP_HEADERS = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    static {
        Collections.addAll(HOP_HEADERS, "connection", "keep-alive", "transfer-encoding", "content-length", "te",
                "trailer",
                "upgrade", "proxy-authenticate", "proxy-authorization", "set-cookie", "server", "date", "location",
                "content-encoding");
    }

    private static final int MAX_DISCARDED_PIECES = 16;
    private static final int MAX_ERROR_BODY = 64 * 1024;
    private static final Duration ERROR_BODY_TIMEOUT = Duration.ofSeconds(10);

    /** Names that are no codings, but are sent as such. */
    private static final Set<String> NOT_CODED = Set.of("", "identity", "none", "utf-8", "utf8");

    private final HttpClientResponse response;
    private final UpstreamErrorClassifier errors;
    private final long maxDecoded;
    private final List<String> codings;
    private volatile boolean subscribed;
    private volatile @Nullable Buffer errorBody;

    /**
     * The response whose head has arrived. Until the body is read, it has a handler that ignores failures, because Vert.x
     * logs those of a response without a handler, such as its own reset.
     *
     * @param maxDecoded the maximum size that a compressed body decodes to, unless it is an event stream
     */
    UpstreamResponse(HttpClientResponse response, UpstreamErrorClassifier errors, long maxDecoded) {
        this.response = response;
        this.errors = errors;
        this.maxDecoded = maxDecoded;
        try {
            response.exceptionHandler(ignored -> {
            });
        } catch (IllegalStateException closed) {
            // The body reports it
        }
        this.codings = response.headers().contains("Content-Encoding") ? codings() : List.of();
    }

    private List<String> codings() {
        return response.headers().getAll("Content-Encoding").stream()
                .flatMap(value -> Arrays.stream(value.split(","))).map(String::strip)
                .filter(coding -> !NOT_CODED.contains(coding.toLowerCase(Locale.ROOT))).toList();
    }

    int status() {
        return response.statusCode();
    }

    boolean accepted() {
        return response.statusCode() / 100 == 2;
    }

    MultiMap headers() {
        return response.headers();
    }

    /** Where the call is redirected to; null for any other response. */
    @Nullable
    String location() {
        return switch (response.statusCode()) {
            case 301, 302, 303, 307, 308 -> Objects.requireNonNullElse(response.getHeader("Location"), "");
            default -> null;
        };
    }

    /**
     * Releases the connection: after a short body it serves other calls, otherwise it is closed. It must not be reset
     * without reading, because the connection of a response that has ended may serve another call already.
     */
    Uni<Void> discard() {
        return body().select().first(MAX_DISCARDED_PIECES).collect().last().onFailure().recoverWithNull()
                .replaceWithVoid();
    }

    /** The end-to-end headers, for a body that is decoded. */
    Map<String, String> endToEnd() {
        var kept = new LinkedHashMap<String, String>();
        response.headers().forEach((header, value) -> {
            if (!HOP_HEADERS.contains(header)) {
                kept.put(header, value);
            }
        });
        return kept;
    }

    /** Whether its content is of this type. */
    boolean is(String contentType) {
        String type = response.getHeader("Content-Type");
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(contentType);
    }

    /** The decoded body, with back-pressure. */
    Multi<Buffer> body() {
        return codings.isEmpty() ? plainBody() : decodedBody();
    }

    /** Reads the decoded body, without an operator in between if it is not coded. */
    void read(MultiSubscriber<Buffer> reader) {
        if (codings.isEmpty()) {
            plainBody().subscribe(reader);
        } else {
            decodedBody().subscribe().withSubscriber(reader);
        }
    }

    private ResponseBody plainBody() {
        return new ResponseBody(response, errors, () -> subscribed = true);
    }

    private Multi<Buffer> decodedBody() {
        return Multi.createFrom().deferred(() -> {
            Multi<Buffer> body = plainBody();
            for (int i = codings.size() - 1; i >= 0; i--) {
                ResponseDecoder decoder = decoder(codings.get(i));
                body = decoded(body, codings.get(i), decoder);
            }
            return is("text/event-stream") ? body : limited(body);
        });
    }

    private ResponseDecoder decoder(String coding) {
        try {
            return ResponseDecoder.of(coding);
        } catch (IllegalArgumentException unknown) {
            response.request().reset();
            throw errors.unknownCoding(coding);
        }
    }

    private Multi<Buffer> decoded(Multi<Buffer> body, String coding, ResponseDecoder decoder) {
        Multi<Buffer> pieces = body.onItem().transformToIterable(decoder::decode);
        Multi<Buffer> end = Multi.createFrom().deferred(() -> {
            decoder.end();
            return Multi.createFrom().empty();
        });
        return Multi.createBy().concatenating().streams(pieces, end)
                .onFailure(IllegalArgumentException.class)
                .transform(fault -> errors.undecodable(coding, String.valueOf(fault.getMessage())))
                .onTermination().invoke(decoder::close);
    }

    private Multi<Buffer> limited(Multi<Buffer> body) {
        var size = new AtomicLong();
        return body.onItem().invoke(bytes -> {
            if (size.addAndGet(bytes.length()) > maxDecoded) {
                throw errors.tooLarge("a compressed response", maxDecoded, "max-reply-size");
            }
        });
    }

    /** The whole body. Fails when it is larger than the limit. */
    Uni<Buffer> wholeBody(long limit, Supplier<UpstreamException> tooLarge) {
        return body().collect().in(Buffer::buffer, (all, bytes) -> {
            if (all.length() + bytes.length() > limit) {
                throw tooLarge.get();
            }
            all.appendBuffer(bytes);
        });
    }

    /** The beginning of the body of an error. Never fails: a long, slow or truncated one ends early. May be read again. */
    Uni<Buffer> errorBody(Timer timer) {
        return Uni.createFrom().deferred(() -> {
            if (errorBody != null) {
                return Uni.createFrom().item(errorBody);
            }
            var received = Buffer.buffer();
            Uni<Buffer> whole = body()
                    .onItem().invoke(bytes -> received.appendBuffer(bytes))
                    .select().first(bytes -> received.length() < MAX_ERROR_BODY)
                    .collect().last();
            return timer.limit(whole, ERROR_BODY_TIMEOUT, () -> new IllegalStateException("timeout"))
                    .onFailure().recoverWithNull()
                    .map(last -> received.length() > MAX_ERROR_BODY ? received.getBuffer(0, MAX_ERROR_BODY) : received)
                    .invoke(body -> errorBody = body);
        });
    }

    void closeUnlessSubscribed() {
        if (!subscribed) {
            response.request().reset();
        }
    }
}
