package dev.ponder.runtime.upstream.openai;

import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** The one place where an upstream's failures are classified. */
final class UpstreamErrors {

    private static final int LONGEST_MESSAGE = 2000;
    private static final Set<Integer> CLIENT_FAULTS = Set.of(400, 401, 403, 404, 413, 422, 429);

    private final String upstream;
    private final Optional<String> secret;
    private final ObjectMapper mapper;

    UpstreamErrors(String upstream, Optional<String> secret, ObjectMapper mapper) {
        this.upstream = upstream;
        this.secret = secret.filter(key -> key.length() >= 4);
        this.mapper = mapper;
    }

    /** A reply with an error's status. */
    UpstreamException refused(int status, MultiMap headers, Buffer body) {
        JsonNode error = error(body);
        String message = error.path("message").asText("").isBlank()
                ? "answered with status " + status
                : "answered with status " + status + ": " + error.path("message").asText();
        int toClient = CLIENT_FAULTS.contains(status) ? status : 502;
        return UpstreamException.reported(fault(status), toClient, textOrNull(error.get("code")),
                textOrNull(error.get("param")), say(message), passedOn(headers));
    }

    /** An error object inside a reply of status 200, or inside a stream. */
    UpstreamException inBody(JsonNode error) {
        String message = error.isTextual() ? error.asText() : error.path("message").asText("no message");
        int status = error.path("code").isInt() ? error.path("code").asInt() : error.path("status").asInt(0);
        Fault fault = status >= 400 ? fault(status) : Fault.FAILED;
        int toClient = CLIENT_FAULTS.contains(status) ? status : 502;
        return UpstreamException.reported(fault, toClient, textOrNull(error.get("code")),
                textOrNull(error.get("param")),
                say("reported an error inside its answer: " + message), Map.of());
    }

    UpstreamException malformed(String what) {
        return UpstreamException.of(Fault.MALFORMED, say("sent " + what + " (expected an OpenAI chat completion;"
                + " see ponder.upstreams." + upstream + ".base-url)"), null);
    }

    UpstreamException unreachable(Throwable cause) {
        return UpstreamException.of(Fault.UNREACHABLE,
                say("cannot be reached (see ponder.upstreams." + upstream + ".base-url)"), cause);
    }

    UpstreamException brokenOff(Throwable cause) {
        return UpstreamException.of(Fault.UNREACHABLE, say("broke off its answer"), cause);
    }

    UpstreamException unfinished() {
        return UpstreamException.of(Fault.MALFORMED,
                say("ended its stream without a finish reason, so the answer is cut"), null);
    }

    UpstreamException timedOut(String what, String knob) {
        return UpstreamException.of(Fault.TIMEOUT,
                say(what + " (see ponder.upstreams." + upstream + ".timeouts." + knob + ")"), null);
    }

    UpstreamException stalled(String what) {
        return UpstreamException.of(Fault.STALLED, say(what + " (see ponder.upstreams." + upstream + ".timeouts.gap)"),
                null);
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

    private JsonNode error(Buffer body) {
        try {
            JsonNode json = mapper.readTree(body.getBytes());
            return json.has("error") ? json.get("error") : json;
        } catch (IOException notJson) {
            return mapper.createObjectNode();
        }
    }

    private static Map<String, String> passedOn(MultiMap headers) {
        var kept = new HashMap<String, String>();
        headers.forEach((name, value) -> {
            if (name.equalsIgnoreCase("Retry-After") || name.toLowerCase(Locale.ROOT).startsWith("x-ratelimit-")) {
                kept.put(name, value);
            }
        });
        return kept;
    }

    /** A body without our key, should the server repeat it. */
    Buffer withoutSecret(Buffer body) {
        boolean repeats = secret.isPresent() && body.toString().contains(secret.get());
        return repeats ? Buffer.buffer(body.toString().replace(secret.get(), "***")) : body;
    }

    /** Names the upstream, keeps its key out of sight and its messages short. */
    private String say(String message) {
        String text = "upstream '" + upstream + "' " + message;
        text = secret.isPresent() ? text.replace(secret.get(), "***") : text;
        return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "…";
    }

    private static @Nullable String textOrNull(@Nullable JsonNode node) {
        return node == null || node.isNull() || node.asText().isBlank() ? null : node.asText();
    }
}
