package dev.ponder.kserve.v2;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Names for one model of the fake upstream: as it is, and with strategies in front of it. */
public final class StrategyModels implements QuarkusTestResourceLifecycleManager {

    /** The model that answers for all of them. */
    static final String TARGET = "v2-target";
    /** The model as it is. */
    static final String PLAIN = "v2-plain";
    /** A strategy that streams what the model streams. */
    static final String NATIVE = "v2-restating";
    /** A strategy whose streams are emulated. */
    static final String EMULATED = "v2-picking";

    /** A strategy in front of a model that is served here. */
    static final String OF_SERVED = "v2-greeting";

    /** A name whose model is called as another name is. */
    static final String CHAINED = "v2-chained";

    @Override
    public Map<String, String> start() {
        return Map.of(
                "ponder.kserve.models." + PLAIN + ".model", TARGET,
                "ponder.kserve.models." + NATIVE + ".model", "re2-" + TARGET,
                "ponder.kserve.models." + EMULATED + ".model", "bon-" + TARGET,
                "ponder.kserve.models." + OF_SERVED + ".model", "re2-gen",
                "ponder.kserve.models." + CHAINED + ".model", NATIVE);
    }

    @Override
    public void stop() {
        // There is nothing to be stopped
    }
}
