package dev.ponder.runtime.upstream.openai;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.runtime.stream.LoneSurrogates;
import dev.ponder.runtime.upstream.RetryAfter;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** The one place where an upstream's failures are classified. */
final class UpstreamErrorClassifier {

    private static final int MAX_MESSAGE = 2000;

    private static final Pattern FORWARDED = Pattern.compile(
            "(?i)retry-after(-ms)?|x-should-retry|(x-|anthropic-)?rate-?limit.*|x-ms-(retry|ratelimit).*");
    private static final Pattern VERSION = Pattern.compile("(.*/)?v\\d+\\w*(/.*)?");

    private final String upstream;
    private final String property;
    private final Optional<UpstreamAddress> address;
    private final Optional<String> proxy;
    private final SecretMask secrets;
    private final ObjectMapper mapper;
    private final Clock clock;

    /** @param proxy the address of the proxy; empty for none */
    UpstreamErrorClassifier(String upstream, Optional<UpstreamAddress> address, Optional<String> proxy,
            SecretMask secrets, ObjectMapper mapper, Clock clock) {
        this.upstream = upstream;
        this.property = "ponder.upstreams." + upstream;
        this.address = address;
        this.proxy = proxy;
        this.secrets = secrets;
        this.mapper = mapper;
        this.clock = clock;
    }

    /** A response with the status of an error. */
    UpstreamException error(int status, MultiMap headers, Buffer body) {
        ErrorBody error = ErrorBody.of(body.toString());
        return UpstreamException.reported(fault(status), toClient(status), masked(error.code()), masked(error.param()),
                message("answered with status " + status + (error.message().isEmpty() ? "" : ": " + error.message())
                        + hint(status, error.message())),
                forwarded(status, headers));
    }

    /** What an operator should check, for a status that wrong settings cause. */
    private String hint(int status, String message) {
        if (status == 404 && address.isPresent() && !VERSION.matcher(address.get().path()).matches()
                && !message.toLowerCase(Locale.ROOT).contains("model")) {
            return " (did you mean " + address.get() + "/v1? See " + property + ".base-url)";
        }
        return status == 401 || status == 407 ? " (see " + property + ".api-key and .headers)" : "";
    }

    /** The body of an error for clients: unchanged, if it is an error of OpenAI's API, but without keys. */
    Buffer forClient(int status, MultiMap headers, Buffer body) {
        String text = body.toString();
        if (ErrorBody.readable(text) && !misdirected(status, text)) {
            String masked = secrets.mask(text);
            return masked.equals(text) ? body : Buffer.buffer(masked);
        }
        UpstreamException error = error(status, headers, body);
        ObjectNode json = mapper.createObjectNode();
        json.putObject("error").put("message", error.getMessage()).put("type", error.type())
                .put("param", error.param()).put("code", error.code());
        return LoneSurrogates.encode(json.toString());
    }

    /** Whether the base URL is probably wrong, so that clients should read the hint. */
    private boolean misdirected(int status, String body) {
        return status == 404 && !hint(status, ErrorBody.of(body).message()).isEmpty();
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
                + " see " + property + ".base-url)"), null);
    }

    /** The cause is not attached, because it may quote a header. */
    UpstreamException unreachable(Throwable cause) {
        String at = address.map(url -> " at " + url).orElse("")
                + proxy.map(url -> " through the proxy " + url + " (see " + property + ".proxy)").orElse("");
        return UpstreamException.of(Fault.UNREACHABLE, message("cannot be reached" + at + ": " + ConnectionFailure
                .describe(cause, property, address.map(UpstreamAddress::host).orElse(""))), null);
    }

    UpstreamException brokenOff() {
        return UpstreamException.of(Fault.TRUNCATED, message("closed or reset the connection during its response"),
                null);
    }

    /** @param why why the redirection is not followed */
    UpstreamException notFollowed(int status, String target, String why) {
        return UpstreamException.of(Fault.MALFORMED, message("redirected the call with status " + status + " to '"
                + target + "', which " + why + " (see " + property + ".base-url)"), null);
    }

    UpstreamException unknownCoding(String coding) {
        return UpstreamException.of(Fault.MALFORMED, message("sent a response with 'Content-Encoding: " + coding
                + "', although it was not asked for (expected gzip, deflate or identity)"), null);
    }

    UpstreamException undecodable(String coding, String fault) {
        return UpstreamException.of(Fault.MALFORMED, message("sent a response with 'Content-Encoding: " + coding
                + "' that cannot be decoded: " + fault), null);
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
                + " bytes (see " + this.property + "." + property + ")"), null);
    }

    UpstreamException noFirstByte(Duration limit) {
        return timedOut("sent nothing of an answer for " + limit.toMillis() + " ms", "first-byte",
                "first_byte_timeout");
    }

    UpstreamException tookTooLong(Duration limit) {
        return timedOut("took longer than " + limit.toMillis() + " ms for one call", "total", "call_timeout");
    }

    UpstreamException notConnected() {
        return timedOut("did not accept a connection in time" + address.map(url -> " at " + url).orElse(""), "connect",
                "connect_timeout");
    }

    UpstreamException timedOut(String what, String property, String code) {
        return UpstreamException.late(Fault.TIMEOUT, code,
                message(what + " (see " + this.property + ".timeouts." + property + ")"));
    }

    UpstreamException stalled(Duration idle) {
        return UpstreamException.of(Fault.STALLED, message("sent nothing for " + idle.toMillis()
                + " ms within a stream (see " + property + ".timeouts.gap)"), null);
    }

    /** The status for the client. It shows whether client or upstream caused the error. */
    private static int toClient(int status) {
        return switch (status) {
            case 408, 504 -> 504;
            case 503 -> 503;
            default -> status >= 400 && status < 500 ? status : 502;
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

    /** {@code Retry-After} is added for clients that read no other header. */
    Map<String, String> withRetryAfter(int status, Map<String, String> headers) {
        if ((status == 429 || status == 503) && headers.keySet().stream().noneMatch("Retry-After"::equalsIgnoreCase)) {
            RetryAfter.of(status, headers, clock.instant()).ifPresent(
                    wait -> headers.put("Retry-After", Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()))));
        }
        return headers;
    }

    private Map<String, String> forwarded(int status, MultiMap headers) {
        var kept = new HashMap<String, String>();
        headers.forEach((name, value) -> {
            if (FORWARDED.matcher(name).matches()) {
                kept.put(name, value);
            }
        });
        return withRetryAfter(status, kept);
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
