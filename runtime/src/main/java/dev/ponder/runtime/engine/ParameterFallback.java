package dev.ponder.runtime.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.runtime.upstream.CallForm;
import dev.ponder.runtime.upstream.UpstreamCall;

/**
 * Removes parameters that a model rejects from a call, if the stage or the server set them. A stage's prompt states the same
 * requirement in words, so the call works without them. Parameters of the client are never removed.
 */
final class ParameterFallback {

    private static final String RESPONSE_FORMAT = "response_format";
    private static final Map<String, String> NEWER_NAMES = Map.of("max_tokens", "max_completion_tokens");

    /** How servers word that a model only streams. */
    private static final Pattern STREAM_ONLY = Pattern.compile("\\bnon[- _]?stream|\\bstream(?:ing|ed|s)?\\b.{0,60}?"
            + "\\b(?:only|required?|must|true|enabled?|mandatory|recommended)\\b"
            + "|\\b(?:only|requires?|must|needs?|enable|use|please|set)\\b.{0,60}?\\bstream(?:ing|ed|s)?\\b",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** How servers word that they do not know a member, when they do not name it. */
    private static final Pattern UNKNOWN_MEMBER = Pattern.compile("extra_forbidden|extra (?:inputs?|fields?)"
            + "|additional propert|un(?:recogni[sz]ed|known|supported|expected) (?:request )?(?:arguments?|parameters?"
            + "|fields?|propert|keys?|keyword|inputs?)", Pattern.CASE_INSENSITIVE);

    private ParameterFallback() {
    }

    /** The call without the parameters of the server's own that the model is known to reject. */
    static UpstreamCall adapted(UpstreamCall call, Set<String> rejected, Set<String> own) {
        UpstreamCall adapted = call;
        for (String parameter : rejected) {
            adapted = own.contains(parameter) || ofForm(parameter) ? without(parameter, adapted) : adapted;
        }
        return adapted;
    }

    /**
     * The parameter of the server's own that the upstream rejected. Servers without structured output word their error in
     * many ways, so {@code response_format} is assumed when the error names no other parameter.
     *
     * @param own the parameters that the stage set itself
     * @param streamed whether the call was for a stream
     */
    static Optional<String> rejectedParameter(Throwable failure, UpstreamCall call, Set<String> own,
            boolean streamed) {
        if (!(failure instanceof UpstreamException rejection) || rejection.fault() != Fault.BAD_REQUEST) {
            return Optional.empty();
        }
        boolean asStream = streamed || call.form().streamOnly();
        boolean asksForUsage = asStream && call.form().streamOptions();
        Stream<String> mine = own.stream().filter(call.parameters()::containsKey);
        return Stream.concat(mine, Stream.of(CallForm.STREAM_OPTIONS).filter(name -> asksForUsage))
                .filter(name -> names(rejection, name)).findFirst()
                .or(() -> Optional.of(CallForm.STREAM).filter(name -> !asStream && isStreamOnly(rejection)))
                .or(() -> Optional.of(CallForm.STREAM_OPTIONS)
                        .filter(name -> asksForUsage && namesNoMember(rejection, call)))
                .or(() -> Optional.of(RESPONSE_FORMAT).filter(own::contains).filter(call.parameters()::containsKey));
    }

    /** The call with the parameter under its newer name, if it has one, or without the parameter. */
    static UpstreamCall without(String parameter, UpstreamCall call) {
        if (ofForm(parameter)) {
            return call.withForm(call.form().without(parameter));
        }
        var others = new LinkedHashMap<>(call.parameters());
        JsonNode value = others.remove(parameter);
        String newer = NEWER_NAMES.get(parameter);
        if (newer != null && value != null) {
            others.putIfAbsent(newer, value);
        }
        return call.withParameters(others);
    }

    private static boolean ofForm(String parameter) {
        return parameter.equals(CallForm.STREAM) || parameter.equals(CallForm.STREAM_OPTIONS);
    }

    private static boolean isStreamOnly(UpstreamException rejection) {
        return CallForm.STREAM.equals(rejection.param()) || STREAM_ONLY.matcher(rejection.getMessage()).find();
    }

    private static boolean namesNoMember(UpstreamException rejection, UpstreamCall call) {
        return rejection.param() == null && UNKNOWN_MEMBER.matcher(rejection.getMessage()).find()
                && call.parameters().keySet().stream().noneMatch(name -> names(rejection, name));
    }

    private static boolean names(UpstreamException rejection, String parameter) {
        return parameter.equals(rejection.param())
                || Pattern.compile("\\b" + Pattern.quote(parameter) + "\\b").matcher(rejection.getMessage()).find();
    }
}
