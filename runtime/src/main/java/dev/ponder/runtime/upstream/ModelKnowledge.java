package dev.ponder.runtime.upstream;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

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

    /** What is known about all models of an upstream, by its name. */
    private final Map<String, Facts> providers = new ConcurrentHashMap<>();

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

    private record Facts(NSupport n, Set<String> rejected) {

        Facts and(Facts other) {
            var all = new HashSet<>(rejected);
            all.addAll(other.rejected);
            NSupport both = n == NSupport.UNSUPPORTED || other.n == NSupport.UNSUPPORTED
                    ? NSupport.UNSUPPORTED
                    : n == NSupport.HONOURED ? other.n : n;
            return new Facts(both, Set.copyOf(all));
        }
    }

    /** Assumes this about all models of an upstream, until a call shows otherwise. */
    public void assume(String upstream, NSupport support, Set<String> rejected) {
        providers.put(upstream, new Facts(support, Set.copyOf(rejected)));
    }

    /** What is known about {@code n}. */
    public NSupport nSupport(Model model) {
        return facts(model).n();
    }

    /** Learns about {@code n}. */
    public void learn(Model model, NSupport support) {
        models.compute(model, (key, old) -> new Facts(support, (old == null ? assumed(key) : old).rejected()));
    }

    /**
     * The parameters of the server's own that the model rejects, such as {@code temperature} of a judge's call,
     * {@link CallForm#STREAM_OPTIONS} and {@link CallForm#STREAM}.
     */
    public Set<String> rejectedParameters(Model model) {
        return facts(model).rejected();
    }

    /** Learns that the model rejects a parameter. */
    public void learnRejected(Model model, String parameter) {
        models.compute(model, (key, old) -> {
            Facts known = old == null ? assumed(key) : old;
            var rejected = new HashSet<>(known.rejected());
            rejected.add(parameter);
            return new Facts(known.n(), Set.copyOf(rejected));
        });
    }

    private Facts facts(Model model) {
        Facts learned = models.get(model);
        return learned != null ? learned : assumed(model);
    }

    /** A cluster accepts what all its members accept. */
    private Facts assumed(Model model) {
        if (providers.isEmpty()) {
            return NOTHING;
        }
        Facts known = providers.get(model.upstream());
        if (known != null || model.upstream().indexOf(UpstreamCluster.SEPARATOR) < 0) {
            return known == null ? NOTHING : known;
        }
        Facts all = new Facts(NSupport.HONOURED, Set.of());
        for (String member : model.upstream().split("\\" + UpstreamCluster.SEPARATOR, -1)) {
            all = all.and(providers.getOrDefault(member, NOTHING));
        }
        return all;
    }
}
