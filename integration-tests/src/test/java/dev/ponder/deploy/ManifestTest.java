package dev.ponder.deploy;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.runtime.config.LimitsConfig;
import dev.ponder.support.Repository;
import dev.ponder.support.upstream.FakeUpstreamResource;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.shutdown.ShutdownConfig;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.WithDefault;

/** Rules beyond the schemas: the manifests match the server, and their timeouts are consistent. */
@QuarkusTest
@WithTestResource(value = FakeUpstreamResource.class, scope = TestResourceScope.GLOBAL)
class ManifestTest {

    @ParameterizedTest
    @EnumSource
    void namesTheContainerAndItsFirstPort(Manifest manifest) {
        assertThat(manifest.container().path("name").asText())
                .isEqualTo(manifest == Manifest.PLAIN ? "ponder" : "kserve-container");
        assertThat(manifest.container().at("/ports/0/containerPort").asInt()).isEqualTo(8080);
        assertThat(manifest.container().path("args")).anyMatch(arg -> arg.asText().equals("--http_port=8080"));
    }

    @ParameterizedTest
    @EnumSource
    void probesWhatAnswers(Manifest manifest) {
        assertThat(manifest.probes()).hasSize(manifest == Manifest.KNATIVE ? 2 : 3).allSatisfy(probe -> {
            assertThat(probe.at("/httpGet/port").asInt()).isEqualTo(8080);
            get(probe.at("/httpGet/path").asText()).then().statusCode(200);
        });
    }

    @ParameterizedTest
    @EnumSource
    void isScrapedAtTheMetricsPath(Manifest manifest) {
        Map<String, String> places = manifest.documents().stream().flatMap(document -> Stream.of(
                document.at("/metadata/annotations"), document.at("/spec/annotations"),
                document.at("/spec/template/metadata/annotations")))
                .flatMap(annotations -> annotations.properties().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().asText(), (a, b) -> a));

        assertThat(places).containsAnyOf(Map.entry("serving.kserve.io/enable-prometheus-scraping", "true"),
                Map.entry("prometheus.io/scrape", "true"));
        places.forEach((name, value) -> {
            if (name.endsWith("/path")) {
                get(value).then().statusCode(200);
            } else if (name.endsWith("/port")) {
                assertThat(value).isEqualTo("8080");
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void setsKnownVariables(Manifest manifest) {
        String ours = Repository.text("docs/configuration.md");
        var shutdown = ConfigMappings.getProperties(ConfigClass.configClass(ShutdownConfig.class, "quarkus.shutdown"))
                .keySet().stream().map(key -> key.toUpperCase().replaceAll("[.-]", "_")).toList();

        assertThat(manifest.environment().keySet()).contains("OPENAI_BASE_URL", "OPENAI_API_KEY").allSatisfy(
                name -> assertThat(ours.contains("| `" + name + "` |") || ours.contains("`${" + name + ":}`")
                        || shutdown.contains(name)).as(name).isTrue());
    }

    @ParameterizedTest
    @EnumSource
    void refersToItsSecret(Manifest manifest) {
        assertThat(manifest.container().path("env"))
                .filteredOn(variable -> variable.path("name").asText().matches(".*(KEY|TOKEN|SECRET).*"))
                .hasSize(1)
                .allMatch(variable -> !variable.has("value") && variable.at("/valueFrom/secretKeyRef").has("key"));
        assertThat(manifest.document("ConfigMap").path("data").has("OPENAI_API_KEY")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "KNATIVE")
    void leavesTimeToDrain(Manifest manifest) {
        Duration preStop = Duration
                .ofSeconds(manifest.container().at("/lifecycle/preStop/sleep/seconds").asInt());
        assertThat(preStop).isPositive();
        assertThat(Duration.ofSeconds(manifest.pod().path("terminationGracePeriodSeconds").asInt()))
                .isGreaterThan(preStop.plus(delay(manifest)).plus(drain(manifest)));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "KNATIVE")
    void isNotReadyBeforeTheDelayIsOver(Manifest manifest) {
        JsonNode probe = manifest.container().path("readinessProbe");
        assertThat(
                Duration.ofSeconds((long) probe.path("periodSeconds").asInt() * probe.path("failureThreshold").asInt()
                        + probe.path("timeoutSeconds").asInt()))
                .isPositive().isLessThanOrEqualTo(delay(manifest));
    }

    @Test
    void leavesTheShutdownToKnative() {
        assertThat(Manifest.KNATIVE.pod().has("terminationGracePeriodSeconds")).isFalse();
        assertThat(Manifest.KNATIVE.container().has("lifecycle")).isFalse();
        assertThat(Manifest.KNATIVE.predictor().path("timeout").asInt()).isLessThanOrEqualTo(600);
        assertThat(Duration.ofSeconds(Manifest.KNATIVE.predictor().path("timeout").asInt()))
                .isGreaterThan(delay(Manifest.KNATIVE).plus(drain(Manifest.KNATIVE)));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "PLAIN")
    void waitsLongerThanPonderDoes(Manifest manifest) throws NoSuchMethodException {
        String standard = LimitsConfig.class.getMethod("deadline").getAnnotation(WithDefault.class).value();
        Duration deadline = DurationConverter
                .parseDuration(manifest.environment().getOrDefault("PONDER_LIMITS_DEADLINE", standard));

        assertThat(Duration.ofSeconds(manifest.predictor().path("timeout").asInt())).isGreaterThan(deadline);
    }

    @ParameterizedTest
    @EnumSource
    void isNotRoot(Manifest manifest) {
        JsonNode security = manifest.container().path("securityContext");
        assertThat(security.path("runAsNonRoot").asBoolean()).isTrue();
        assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
        assertThat(manifest.container().path("resources").path("limits").has("memory")).isTrue();
    }

    @Test
    void theServiceFindsThePods() {
        JsonNode deployment = Manifest.PLAIN.document("Deployment");
        JsonNode service = Manifest.PLAIN.document("Service");
        JsonNode labels = deployment.at("/spec/template/metadata/labels");

        assertThat(labels).isNotEmpty();
        assertThat(deployment.at("/spec/selector/matchLabels")).isEqualTo(labels);
        assertThat(service.at("/spec/selector")).isEqualTo(labels);
        assertThat(service.at("/spec/ports/0/targetPort").asInt()).isEqualTo(8080);
        assertThat(Manifest.PLAIN.container().at("/envFrom/0/configMapRef/name").asText())
                .isEqualTo(Manifest.PLAIN.document("ConfigMap").at("/metadata/name").asText());
    }

    @Test
    void theServiceOfTheRuntimeFindsIt() {
        JsonNode runtime = Manifest.RUNTIME.document("ClusterServingRuntime");
        JsonNode model = Manifest.RUNTIME.predictor().path("model");

        assertThat(model.path("runtime")).isEqualTo(runtime.at("/metadata/name"));
        assertThat(model.at("/modelFormat/name")).isEqualTo(runtime.at("/spec/supportedModelFormats/0/name"));
    }

    private static Duration delay(Manifest manifest) {
        return duration(manifest, "QUARKUS_SHUTDOWN_DELAY", "quarkus.shutdown.delay");
    }

    private static Duration drain(Manifest manifest) {
        return duration(manifest, "QUARKUS_SHUTDOWN_TIMEOUT", "quarkus.shutdown.timeout");
    }

    private static Duration duration(Manifest manifest, String variable, String key) {
        return DurationConverter
                .parseDuration(manifest.environment().getOrDefault(variable, Repository.setting(key)));
    }
}
