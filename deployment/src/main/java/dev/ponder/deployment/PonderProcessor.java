package dev.ponder.deployment;

import java.util.List;

import dev.ponder.runtime.health.ShutdownDelay;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.RunTimeConfigurationDefaultBuildItem;
import io.quarkus.deployment.builditem.ShutdownListenerBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageProxyDefinitionBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourcePatternsBuildItem;

/** What the extension is to Quarkus. */
class PonderProcessor {

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem("ponder");
    }

    /**
     * Ponder refuses large bodies itself, in words; the server's own limit, far above, would close the door without
     * any.
     */
    @BuildStep
    RunTimeConfigurationDefaultBuildItem bodiesAreOurs() {
        return new RunTimeConfigurationDefaultBuildItem("quarkus.http.limits.max-body-size", "1G");
    }

    /** A probe learns of a shutdown before connections end. */
    @BuildStep
    ShutdownListenerBuildItem drain() {
        return new ShutdownListenerBuildItem(new ShutdownDelay());
    }

    /** Settings of a request are proxies of the settings' interfaces; prompts are resources beside the strategies. */
    @BuildStep
    void nativeImage(List<StrategyBuildItem> strategies, BuildProducer<NativeImageProxyDefinitionBuildItem> proxies,
            BuildProducer<NativeImageResourcePatternsBuildItem> resources) {
        strategies.forEach(strategy -> strategy.settings()
                .ifPresent(type -> proxies.produce(new NativeImageProxyDefinitionBuildItem(type.toString()))));
        resources.produce(NativeImageResourcePatternsBuildItem.builder().includeGlobs("dev/ponder/**/*.txt").build());
    }
}
