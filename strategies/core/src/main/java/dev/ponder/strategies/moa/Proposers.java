package dev.ponder.strategies.moa;

import java.util.List;
import java.util.Optional;

/** Who writes drafts: samples of one model, or one draft of each of several. */
record Proposers(List<String> models, int size, double temperature) {

    private static final double OF_ONE_MODEL = 1.0;
    /** Their differences are variety enough. */
    private static final double OF_SEVERAL_MODELS = 0.7;

    static Proposers of(MixtureOfAgentsConfig settings) {
        List<String> models = settings.proposers().orElse(List.of());
        boolean several = models.size() > 1;
        return new Proposers(models, several ? models.size() : settings.agents(),
                settings.temperature().orElse(several ? OF_SEVERAL_MODELS : OF_ONE_MODEL));
    }

    boolean mixed() {
        return models.size() > 1;
    }

    /** The model of all drafts; empty for the request's own. */
    Optional<String> model() {
        return models.stream().findFirst();
    }
}
