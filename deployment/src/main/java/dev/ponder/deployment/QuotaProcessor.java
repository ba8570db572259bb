package dev.ponder.deployment;

import io.quarkus.arc.deployment.ExcludedTypeBuildItem;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;

/** Leaves out the counts in Redis where the application has no Redis client. */
class QuotaProcessor {

    @BuildStep
    void excludeRedis(Capabilities capabilities, BuildProducer<ExcludedTypeBuildItem> excluded) {
        if (capabilities.isMissing(Capability.REDIS_CLIENT)) {
            excluded.produce(new ExcludedTypeBuildItem("dev.ponder.runtime.quota.redis.*"));
        }
    }
}
