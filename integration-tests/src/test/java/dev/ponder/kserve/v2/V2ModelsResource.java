package dev.ponder.kserve.v2;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Configures served models: names of one model of the fake upstream, with and without strategies. */
public final class V2ModelsResource implements QuarkusTestResourceLifecycleManager {

    /** The model of the fake upstream. */
    public static final String TARGET = "v2-target";
    /** The model without a strategy. */
    public static final String PLAIN = "v2-plain";
    /** The model with a strategy that streams natively. */
    public static final String NATIVE = "v2-restating";
    /** The model with a strategy whose streams are emulated. */
    public static final String EMULATED = "v2-picking";

    /** A served model with a strategy. */
    public static final String OF_SERVED = "v2-greeting";

    /** A name whose model has the same name as another served model. */
    public static final String CHAINED = "v2-chained";

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
        // Nothing to stop
    }
}
