package dev.ponder.runtime.upstream;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import jakarta.inject.Singleton;

/**
 * What the server has learned about models from their responses: whether they support {@code n}, and which parameters
 * of the server's own they reject. Kept in memory for the life of the process. Clients choose model names, so the number of entries is
 * bounded: the least recently used one is dropped. Thread-safe.
 */
@Singleton
public class ModelKnowledge {

    static final int MAX_MODELS = 10_000;

    private static final Facts NOTHING = new Facts(NSupport.UNKNOWN, Set.of());

    private final Map<Model, Facts> models = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Model, Facts> eldest) {
            return size() > MAX_MODELS;
        }
    });

    /** A model of an upstream. */
    public record Model(String upstream, String name) {}

    /** Whether a model returns as many choices as {@code n} asks for. */
    public enum NSupport {
        /** No call has shown it. */
        UNKNOWN,
        /** It returns all choices. */
        HONOURED,
        /** It returns fewer choices, or rejects the parameter. */
        UNSUPPORTED
    }

    private record Facts(NSupport n, Set<String> rejected) {}

    /** What is known about {@code n}. */
    public NSupport nSupport(Model model) {
        return models.getOrDefault(model, NOTHING).n();
    }

    /** Learns about {@code n}. */
    public void learn(Model model, NSupport support) {
        models.compute(model, (key, old) -> new Facts(support, old == null ? Set.of() : old.rejected()));
    }

    /**
     * The parameters of the server's own that the model rejects, such as {@code temperature} of a judge's call,
     * {@link CallForm#STREAM_OPTIONS} and {@link CallForm#STREAM}.
     */
    public Set<String> rejectedParameters(Model model) {
        return models.getOrDefault(model, NOTHING).rejected();
    }

    /** Learns that the model rejects a parameter. */
    public void learnRejected(Model model, String parameter) {
        models.compute(model, (key, old) -> {
            Facts known = old == null ? NOTHING : old;
            var rejected = new HashSet<>(known.rejected());
            rejected.add(parameter);
            return new Facts(known.n(), Set.copyOf(rejected));
        });
    }
}
