package dev.ponder.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.stream.Collectors;

import org.jboss.jandex.AnnotationTarget;

import dev.ponder.runtime.config.SharedSettings;
import dev.ponder.runtime.health.ShutdownDelay;
import io.quarkus.arc.deployment.ExcludedTypeBuildItem;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.GeneratedResourceBuildItem;
import io.quarkus.deployment.builditem.RunTimeConfigurationDefaultBuildItem;
import io.quarkus.deployment.builditem.ShutdownListenerBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageProxyDefinitionBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourcePatternsBuildItem;

/** Registers the extension with Quarkus: its feature, limits, shutdown and native image. */
class PonderProcessor {

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem("ponder");
    }

    /**
     * Ponder rejects large bodies with an error message. Quarkus would close the connection without one, so its limit is set
     * far above.
     */
    @BuildStep
    RunTimeConfigurationDefaultBuildItem bodySizeLimit() {
        return new RunTimeConfigurationDefaultBuildItem("quarkus.http.limits.max-body-size", "1G");
    }

    /** The readiness probe fails before connections are closed. */
    @BuildStep
    ShutdownListenerBuildItem shutdownDelay() {
        return new ShutdownListenerBuildItem(new ShutdownDelay());
    }

    /** The beans that use an optional extension are only there with the extension. */
    @BuildStep
    void optionalBeans(Capabilities capabilities, BuildProducer<ExcludedTypeBuildItem> excluded) {
        if (capabilities.isMissing(Capability.OIDC)) {
            excluded.produce(new ExcludedTypeBuildItem("dev.ponder.runtime.security.oidc.*"));
        }
        if (capabilities.isMissing(Capability.OPENTELEMETRY_TRACER)) {
            excluded.produce(new ExcludedTypeBuildItem("dev.ponder.runtime.tracing.*"));
        }
    }

    /** The check at start needs the settings that are neither those of the server nor of one strategy. */
    @BuildStep
    void sharedSettings(CombinedIndexBuildItem index, BuildProducer<GeneratedResourceBuildItem> generated,
            BuildProducer<NativeImageResourceBuildItem> resources) {
        String lines = index.getIndex().getAnnotations(DotNames.CONFIG_MAPPING).stream()
                .filter(mapping -> mapping.target().kind() == AnnotationTarget.Kind.CLASS)
                .filter(mapping -> SharedSettings.isShared(mapping.value("prefix").asString()))
                .map(mapping -> mapping.target().asClass().name() + " " + mapping.value("prefix").asString())
                .sorted().collect(Collectors.joining("\n"));
        generated.produce(new GeneratedResourceBuildItem(SharedSettings.RESOURCE, lines.getBytes(UTF_8)));
        resources.produce(new NativeImageResourceBuildItem(SharedSettings.RESOURCE));
    }

    /** A request's settings are proxies of the settings interfaces; prompt templates and scripts are resources. */
    @BuildStep
    void nativeImage(List<StrategyBuildItem> strategies, BuildProducer<NativeImageProxyDefinitionBuildItem> proxies,
            BuildProducer<NativeImageResourcePatternsBuildItem> resources) {
        strategies.forEach(strategy -> strategy.settings()
                .ifPresent(type -> proxies.produce(new NativeImageProxyDefinitionBuildItem(type.toString()))));
        resources.produce(NativeImageResourcePatternsBuildItem.builder()
                .includeGlobs("dev/ponder/**/*.txt", "dev/ponder/**/*.lua")
                .build());
    }
}
