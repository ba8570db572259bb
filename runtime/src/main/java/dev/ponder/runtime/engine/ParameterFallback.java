package dev.ponder.runtime.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.runtime.upstream.UpstreamCall;

/**
 * Removes parameters that a model rejects from a call, if the stage set them itself. The stage's prompt states the same
 * requirement in words, so the call works without them. Parameters of the client are never removed.
 */
final class ParameterFallback {

    private static final String RESPONSE_FORMAT = "response_format";
    private static final Map<String, String> NEWER_NAMES = Map.of("max_tokens", "max_completion_tokens");

    private ParameterFallback() {
    }

    /** The call without the stage's own parameters that the model is known to reject. */
    static UpstreamCall adapted(UpstreamCall call, Set<String> rejected, Set<String> own) {
        UpstreamCall adapted = call;
        for (String parameter : rejected) {
            adapted = own.contains(parameter) ? without(parameter, adapted) : adapted;
        }
        return adapted;
    }

    /**
     * The stage's own parameter that the upstream rejected. Servers without structured output word their error in many
     * ways, so {@code response_format} is assumed when the error names no other parameter.
     */
    static Optional<String> rejectedParameter(Throwable failure, UpstreamCall call, Set<String> own) {
        if (!(failure instanceof UpstreamException rejection) || rejection.fault() != Fault.BAD_REQUEST) {
            return Optional.empty();
        }
        return own.stream().filter(call.parameters()::containsKey).filter(name -> names(rejection, name)).findFirst()
                .or(() -> Optional.of(RESPONSE_FORMAT).filter(own::contains).filter(call.parameters()::containsKey));
    }

    /** The call with the parameter under its newer name, if it has one, or without the parameter. */
    static UpstreamCall without(String parameter, UpstreamCall call) {
        var others = new LinkedHashMap<>(call.parameters());
        JsonNode value = others.remove(parameter);
        String newer = NEWER_NAMES.get(parameter);
        if (newer != null && value != null) {
            others.putIfAbsent(newer, value);
        }
        return call.withParameters(others);
    }

    private static boolean names(UpstreamException rejection, String parameter) {
        return parameter.equals(rejection.param())
                || Pattern.compile("\\b" + Pattern.quote(parameter) + "\\b").matcher(rejection.getMessage()).find();
    }
}
