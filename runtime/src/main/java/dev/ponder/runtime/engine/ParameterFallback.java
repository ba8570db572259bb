package dev.ponder.runtime.engine;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.runtime.engine.ModelLruCache.Model;
import dev.ponder.runtime.upstream.UpstreamCall;

/**
 * What models refuse of the parameters that stages set by themselves, learned from their replies and kept for the life
 * of the process. A stage's prompt says in words what matters, so its call can do without them; what a client sent is
 * never touched.
 */
final class ParameterFallback {

    /** Servers without schemas refuse them in words of any kind. */
    private static final String RESPONSE_FORMAT = "response_format";
    private static final Map<String, String> NEWER_NAMES = Map.of("max_tokens", "max_completion_tokens");

    private final ModelLruCache<Set<String>> refused = new ModelLruCache<>();

    /** The call as the model is known to take it. */
    UpstreamCall adapted(Model model, UpstreamCall call, Set<String> own) {
        UpstreamCall adapted = call;
        for (String parameter : refused.of(model, Set.of())) {
            adapted = own.contains(parameter) ? without(parameter, adapted) : adapted;
        }
        return adapted;
    }

    void learn(Model model, String parameter) {
        var all = new HashSet<>(refused.of(model, Set.of()));
        all.add(parameter);
        refused.put(model, Set.copyOf(all));
    }

    /** Which of a stage's own parameters a call may have failed for. */
    static Optional<String> culprit(Throwable failure, UpstreamCall call, Set<String> own) {
        if (!(failure instanceof UpstreamException refusal) || refusal.fault() != Fault.BAD_REQUEST) {
            return Optional.empty();
        }
        return own.stream().filter(call.parameters()::containsKey).filter(name -> names(refusal, name)).findFirst()
                .or(() -> Optional.of(RESPONSE_FORMAT).filter(own::contains).filter(call.parameters()::containsKey));
    }

    /** The call with the parameter by its newer name, or without it. */
    static UpstreamCall without(String parameter, UpstreamCall call) {
        var others = new LinkedHashMap<>(call.parameters());
        JsonNode value = others.remove(parameter);
        String newer = NEWER_NAMES.get(parameter);
        if (newer != null && value != null) {
            others.putIfAbsent(newer, value);
        }
        return new UpstreamCall(call.model(), call.conversation(), others, call.choices(), call.timeouts());
    }

    private static boolean names(UpstreamException refusal, String parameter) {
        return parameter.equals(refusal.param())
                || Pattern.compile("\\b" + Pattern.quote(parameter) + "\\b").matcher(refusal.getMessage()).find();
    }
}
