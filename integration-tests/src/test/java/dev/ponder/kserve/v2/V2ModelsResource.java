package dev.ponder.kserve.v2;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Names for one model of the fake upstream: as it is, and with strategies in front of it. */
public final class V2ModelsResource implements QuarkusTestResourceLifecycleManager {

    /** The model that answers for all of them. */
    public static final String TARGET = "v2-target";
    /** The model as it is. */
    public static final String PLAIN = "v2-plain";
    /** A strategy that streams what the model streams. */
    public static final String NATIVE = "v2-restating";
    /** A strategy whose streams are emulated. */
    public static final String EMULATED = "v2-picking";

    /** A strategy in front of a model that is served here. */
    public static final String OF_SERVED = "v2-greeting";

    /** A name whose model is called as another name is. */
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
        // There is nothing to be stopped
    }
}
