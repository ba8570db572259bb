package dev.ponder.runtime.upstream.openai;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.runtime.stream.LoneSurrogates;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** The one place where an upstream's failures are classified. */
final class UpstreamErrorClassifier {

    private static final int MAX_MESSAGE = 2000;

    private final String upstream;
    private final SecretMask secrets;
    private final ObjectMapper mapper;

    UpstreamErrorClassifier(String upstream, Optional<String> secret, ObjectMapper mapper) {
        this.upstream = upstream;
        this.secrets = new SecretMask(secret);
        this.mapper = mapper;
    }

    /** A response with the status of an error. */
    UpstreamException error(int status, MultiMap headers, Buffer body) {
        ErrorBody error = ErrorBody.of(body.toString());
        return UpstreamException.reported(fault(status), toClient(status), masked(error.code()), masked(error.param()),
                message("answered with status " + status + (error.message().isEmpty() ? "" : ": " + error.message())),
                forwarded(headers));
    }

    /** The body of an error for clients: unchanged, if it is an error of OpenAI's API, but without keys. */
    Buffer forClient(int status, MultiMap headers, Buffer body) {
        String text = body.toString();
        if (ErrorBody.readable(text)) {
            String masked = secrets.mask(text);
            return masked.equals(text) ? body : Buffer.buffer(masked);
        }
        UpstreamException error = error(status, headers, body);
        ObjectNode json = mapper.createObjectNode();
        json.putObject("error").put("message", error.getMessage()).put("type", error.type())
                .put("param", error.param()).put("code", error.code());
        return LoneSurrogates.encode(json.toString());
    }

    /** An error in a response with status 200, or in a stream. */
    UpstreamException inBody(ErrorBody error) {
        int status = error.status();
        String message = error.message();
        return UpstreamException.reported(status >= 400 ? fault(status) : Fault.FAILED,
                status >= 400 ? toClient(status) : 502,
                masked(error.code()), masked(error.param()),
                message("reported an error inside its answer: " + (message.isEmpty() ? "no message" : message)),
                Map.of());
    }

    UpstreamException malformed(String what) {
        return UpstreamException.of(Fault.MALFORMED, message("sent " + what + " (expected a response of OpenAI's API;"
                + " see ponder.upstreams." + upstream + ".base-url)"), null);
    }

    UpstreamException unreachable(Throwable cause) {
        return UpstreamException.of(Fault.UNREACHABLE,
                message("cannot be reached (see ponder.upstreams." + upstream + ".base-url)"), cause);
    }

    UpstreamException brokenOff(Throwable cause) {
        return UpstreamException.of(Fault.UNREACHABLE, message("broke off its answer"), cause);
    }

    UpstreamException unfinished() {
        return UpstreamException.of(Fault.MALFORMED,
                message("ended its stream without a finish reason, so the answer is cut"), null);
    }

    UpstreamException failedAnswer() {
        return UpstreamException.of(Fault.FAILED,
                message("reported by its finish reason that it failed, and sent no answer"), null);
    }

    UpstreamException tooLarge(String what, long limit, String property) {
        return UpstreamException.of(Fault.MALFORMED, message("sent " + what + " of more than " + limit
                + " bytes (see ponder.upstreams." + upstream + "." + property + ")"), null);
    }

    UpstreamException noFirstByte(Duration limit) {
        return timedOut("sent nothing of an answer for " + limit.toMillis() + " ms", "first-byte",
                "first_byte_timeout");
    }

    UpstreamException tookTooLong(Duration limit) {
        return timedOut("took longer than " + limit.toMillis() + " ms for one call", "total", "call_timeout");
    }

    UpstreamException timedOut(String what, String property, String code) {
        return UpstreamException.late(Fault.TIMEOUT, code,
                message(what + " (see ponder.upstreams." + upstream + ".timeouts." + property + ")"));
    }

    UpstreamException stalled(Duration idle) {
        return UpstreamException.of(Fault.STALLED, message("sent nothing for " + idle.toMillis()
                + " ms within a stream (see ponder.upstreams." + upstream + ".timeouts.gap)"), null);
    }

    /** The status for the client. It shows whether client or upstream caused the error. */
    private static int toClient(int status) {
        return switch (status) {
            case 408, 504 -> 504;
            case 503 -> 503;
            default -> status < 500 ? status : 502;
        };
    }

    private static Fault fault(int status) {
        return switch (status) {
            case 401 -> Fault.UNAUTHENTICATED;
            case 403 -> Fault.FORBIDDEN;
            case 404 -> Fault.NOT_FOUND;
            case 408, 504 -> Fault.TIMEOUT;
            case 429 -> Fault.RATE_LIMITED;
            default -> status < 500 ? Fault.BAD_REQUEST : Fault.FAILED;
        };
    }

    private static Map<String, String> forwarded(MultiMap headers) {
        var kept = new HashMap<String, String>();
        headers.forEach((name, value) -> {
            if (name.equalsIgnoreCase("Retry-After") || name.toLowerCase(Locale.ROOT).startsWith("x-ratelimit-")) {
                kept.put(name, value);
            }
        });
        return kept;
    }

    /** Names the upstream, hides keys and limits the length. */
    private String message(String message) {
        String text = secrets.mask("upstream '" + upstream + "' " + message);
        return text.length() <= MAX_MESSAGE ? text : text.substring(0, MAX_MESSAGE) + "…";
    }

    private @Nullable String masked(@Nullable String text) {
        return text == null ? null : secrets.mask(text);
    }
}
