package dev.ponder.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.ponder.support.Repository;
import io.quarkus.runtime.configuration.DurationConverter;

/** Rules beyond the schemas: the objects of the chart match each other and the server, and their timeouts are consistent. */
class ChartTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @EnumSource
    void namesTheContainerAndItsPort(ChartVariant variant) {
        JsonNode container = variant.rendered().container();
        boolean deployment = variant.rendered().object("InferenceService").isMissingNode();

        assertThat(container.path("name").asText()).isEqualTo(deployment ? "ponder" : "kserve-container");
        assertThat(container.at("/ports/0/containerPort").asInt()).isEqualTo(8080);
        assertThat(container.path("args")).anyMatch(arg -> arg.asText().equals("--http_port=8080"));
        assertThat(variant.rendered().probes()).hasSize(variant == ChartVariant.KNATIVE ? 2 : 3)
                .allSatisfy(probe -> assertThat(probe.at("/httpGet/port").asInt()).isEqualTo(8080));
    }

    @ParameterizedTest
    @EnumSource
    void isRestricted(ChartVariant variant) {
        JsonNode security = variant.rendered().container().path("securityContext");

        assertThat(security.path("runAsNonRoot").asBoolean()).isTrue();
        assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
        assertThat(security.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        assertThat(variant.rendered().pod().path("automountServiceAccountToken").asBoolean(true)).isFalse();
        assertThat(variant.rendered().container().at("/resources/limits").has("memory")).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void mountsItsSettingsAndASmallFolderForTemporaryFiles(ChartVariant variant) {
        RenderedChart chart = variant.rendered();
        JsonNode runtime = chart.object("ClusterServingRuntime").at("/spec/volumes/0");
        JsonNode tmp = runtime.isMissingNode() ? chart.pod().at("/volumes/0") : runtime;

        assertThat(chart.container().path("volumeMounts")).extracting(mount -> mount.path("mountPath").asText())
                .contains("/tmp", "/etc/ponder/config");
        assertThat(tmp.at("/emptyDir/sizeLimit").asText()).isNotEmpty();
        assertThat(chart.pod().path("volumes")).anySatisfy(volume -> assertThat(volume.at("/configMap/name"))
                .isEqualTo(chart.object("ConfigMap").at("/metadata/name")));
        assertThat(chart.environment()).containsEntry("PONDER_CONFIG_FILE",
                "/etc/ponder/config/application.properties");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "KNATIVE")
    void leavesTimeToDrain(ChartVariant variant) {
        RenderedChart chart = variant.rendered();
        Duration preStop = Duration.ofSeconds(chart.container().at("/lifecycle/preStop/sleep/seconds").asInt());

        assertThat(preStop).isPositive();
        assertThat(Duration.ofSeconds(chart.pod().path("terminationGracePeriodSeconds").asInt()))
                .isGreaterThan(preStop.plus(duration(chart, "quarkus.shutdown.delay"))
                        .plus(duration(chart, "quarkus.shutdown.timeout")));
    }

    @Test
    void theGracePeriodFollowsTheDrain() {
        RenderedChart chart = RenderedChart.of("""
                shutdown: {preStopSeconds: 7, delay: 1500ms, drain: 1h}
                """);

        assertThat(chart.pod().path("terminationGracePeriodSeconds").asInt()).isEqualTo(7 + 2 + 3600 + 15);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "KNATIVE")
    void isNotReadyBeforeTheDelayIsOver(ChartVariant variant) {
        JsonNode probe = variant.rendered().container().path("readinessProbe");

        assertThat(
                Duration.ofSeconds((long) probe.path("periodSeconds").asInt() * probe.path("failureThreshold").asInt()
                        + probe.path("timeoutSeconds").asInt()))
                .isPositive().isLessThanOrEqualTo(duration(variant.rendered(), "quarkus.shutdown.delay"));
    }

    @Test
    void leavesTheShutdownToKnative() {
        RenderedChart knative = ChartVariant.KNATIVE.rendered();

        assertThat(knative.pod().has("terminationGracePeriodSeconds")).isFalse();
        assertThat(knative.pod().has("topologySpreadConstraints")).isFalse();
        assertThat(knative.container().has("lifecycle")).isFalse();
        assertThat(Duration.ofSeconds(knative.pod().path("timeout").asInt()))
                .isLessThanOrEqualTo(Duration.ofSeconds(600))
                .isGreaterThan(duration(knative, "quarkus.shutdown.delay")
                        .plus(duration(knative, "quarkus.shutdown.timeout")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"15m", "90s", "2h"})
    void routesWaitLongerThanTheServer(String deadline) {
        RenderedChart chart = RenderedChart.of("""
                limits: {deadline: %s}
                ingress: {enabled: true, hosts: [ai.example.com]}
                httpRoute: {enabled: true, parentRefs: [{name: public}]}
                """.formatted(deadline));
        RenderedChart kserve = RenderedChart
                .of("{workload: InferenceService, limits: {deadline: %s}}".formatted(deadline));
        JsonNode ingress = chart.object("Ingress").at("/metadata/annotations");
        JsonNode route = chart.object("HTTPRoute").at("/spec/rules/0/timeouts");
        Duration limit = DurationConverter.parseDuration(deadline);

        assertThat(chart.settings()).containsEntry("ponder.limits.deadline", deadline);
        assertThat(Duration.ofSeconds(ingress.path("nginx.ingress.kubernetes.io/proxy-read-timeout").asInt()))
                .isGreaterThan(limit);
        assertThat(DurationConverter.parseDuration(route.path("request").asText())).isGreaterThan(limit);
        assertThat(DurationConverter.parseDuration(route.path("backendRequest").asText())).isGreaterThan(limit);
        assertThat(Duration.ofSeconds(kserve.pod().path("timeout").asInt())).isGreaterThan(limit);
    }

    @Test
    void routesLeadToTheApiOnly() {
        RenderedChart chart = ChartVariant.COMPLETE.rendered();
        String[] paths = {"/v1", "/v2", "/openai", "/mcp"};

        assertThat(chart.object("Ingress").at("/spec/rules/0/http/paths"))
                .extracting(path -> path.path("path").asText()).containsExactly(paths);
        assertThat(chart.object("HTTPRoute").at("/spec/rules/0/matches"))
                .extracting(match -> match.at("/path/value").asText()).containsExactly(paths);
    }

    @Test
    void theIngressDoesNotBufferAndAcceptsWhatTheServerAccepts() {
        RenderedChart chart = ChartVariant.COMPLETE.rendered();
        JsonNode annotations = chart.object("Ingress").at("/metadata/annotations");

        assertThat(annotations.path("nginx.ingress.kubernetes.io/proxy-buffering").asText()).isEqualTo("off");
        assertThat(annotations.path("nginx.ingress.kubernetes.io/proxy-body-size").asText())
                .isEqualToIgnoringCase(chart.settings().get("ponder.limits.max-body-size"));
    }

    @ParameterizedTest
    @EnumSource
    void everySelectorFindsThePods(ChartVariant variant) {
        RenderedChart chart = variant.rendered();
        JsonNode labels = chart.podLabels();

        assertThat(labels).isNotEmpty();
        for (JsonNode selector : new JsonNode[]{chart.object("Deployment").at("/spec/selector/matchLabels"),
                chart.object("Service").at("/spec/selector"),
                chart.object("PodDisruptionBudget").at("/spec/selector/matchLabels"),
                chart.object("NetworkPolicy").at("/spec/podSelector/matchLabels"),
                chart.pod().at("/topologySpreadConstraints/0/labelSelector/matchLabels")}) {
            selector.properties().forEach(label -> assertThat(labels.get(label.getKey())).isEqualTo(label.getValue()));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPLETE", "STANDARD"})
    void theMonitorFindsTheService(ChartVariant variant) {
        JsonNode service = variant.rendered().object("Service");
        JsonNode monitor = variant.rendered().object("ServiceMonitor");

        monitor.at("/spec/selector/matchLabels").properties().forEach(
                label -> assertThat(service.at("/metadata/labels").get(label.getKey())).isEqualTo(label.getValue()));
        assertThat(monitor.at("/spec/endpoints/0/port")).isEqualTo(service.at("/spec/ports/0/name"));
        assertThat(monitor.at("/spec/endpoints/0/path").asText()).isEqualTo("/metrics");
    }

    @Test
    void routesAndScalersReferToWhatExists() {
        RenderedChart chart = ChartVariant.COMPLETE.rendered();
        String name = chart.object("Deployment").at("/metadata/name").asText();

        assertThat(name).isEqualTo("thinker");
        assertThat(chart.object("HorizontalPodAutoscaler").at("/spec/scaleTargetRef/name").asText()).isEqualTo(name);
        assertThat(chart.object("Ingress").at("/spec/rules/0/http/paths/0/backend/service/name").asText())
                .isEqualTo(name);
        assertThat(chart.object("HTTPRoute").at("/spec/rules/0/backendRefs/0/name").asText()).isEqualTo(name);
        assertThat(chart.object("Deployment").at("/spec").has("replicas")).as("left to the autoscaler").isFalse();
        assertThat(ChartVariant.KEDA.rendered().object("ScaledObject").at("/spec/scaleTargetRef/name"))
                .isEqualTo(ChartVariant.KEDA.rendered().object("Deployment").at("/metadata/name"));
    }

    @Test
    void kservesObjectsReferToWhatKServeCreates() {
        RenderedChart standard = ChartVariant.STANDARD.rendered();
        JsonNode runtime = ChartVariant.RUNTIME.rendered().object("ClusterServingRuntime");
        JsonNode model = ChartVariant.RUNTIME.rendered().pod().path("model");

        assertThat(standard.object("HTTPRoute").at("/spec/rules/0/backendRefs/0/name").asText())
                .isEqualTo("ponder-predictor");
        assertThat(standard.object("HorizontalPodAutoscaler").at("/spec/scaleTargetRef/name").asText())
                .isEqualTo("ponder-predictor");
        assertThat(standard.object("InferenceService").at("/metadata/annotations/serving.kserve.io~1autoscalerClass")
                .asText())
                .isEqualTo("external");
        assertThat(ChartVariant.KNATIVE.rendered().object("HorizontalPodAutoscaler").isMissingNode()).isTrue();
        assertThat(model.path("runtime")).isEqualTo(runtime.at("/metadata/name"));
        assertThat(model.at("/modelFormat/name")).isEqualTo(runtime.at("/spec/supportedModelFormats/0/name"));
        assertThat(runtime.at("/spec/containers/0/args"))
                .anyMatch(arg -> arg.asText().equals("--model_name={{.Name}}"));
    }

    @Test
    void theNetworkPolicyAdmitsTheUpstreamsPort() {
        JsonNode ports = ChartVariant.COMPLETE.rendered().object("NetworkPolicy").at("/spec/egress/0/ports");

        assertThat(ports).extracting(port -> port.path("port").asInt()).containsExactly(443, 8443, 7443, 8000);
    }

    @Test
    void theNetworkPolicyAdmitsWhatTheServerNeeds() {
        JsonNode ports = ChartVariant.COMPLETE.rendered().object("NetworkPolicy").at("/spec/egress/1/ports");

        assertThat(ports).extracting(port -> port.path("port").asInt()).containsExactly(53, 53, 6379, 4317, 9443, 443);
    }

    @Test
    void theServersFindTheBundledRedis() {
        RenderedChart chart = ChartVariant.COMPLETE.rendered();
        JsonNode labels = chart.object("Deployment", "redis").at("/spec/template/metadata/labels");
        JsonNode service = chart.object("Service", "redis");

        service.at("/spec/selector").properties()
                .forEach(label -> assertThat(labels.get(label.getKey())).isEqualTo(label.getValue()));
        assertThat(chart.settings()).containsEntry("quarkus.redis.hosts",
                "redis://" + service.at("/metadata/name").asText() + ":" + service.at("/spec/ports/0/port").asInt());
        assertThat(chart.object("Service").at("/spec/selector")).isNotEqualTo(service.at("/spec/selector"));
        assertThat(chart.object("NetworkPolicy", "redis").at("/spec/ingress/0/from/0/podSelector/matchLabels"))
                .isEqualTo(chart.object("Service").at("/spec/selector"));
        assertThat(
                chart.object("Deployment", "redis").at("/spec/template/spec/volumes/0/persistentVolumeClaim/claimName"))
                .isEqualTo(chart.object("PersistentVolumeClaim", "redis").at("/metadata/name"));
    }

    @ParameterizedTest
    @EnumSource
    void everyFileOfTheSettingsIsMounted(ChartVariant variant) {
        RenderedChart chart = variant.rendered();
        var folders = new ArrayList<String>();
        chart.container().path("volumeMounts").forEach(mount -> folders.add(mount.path("mountPath").asText() + "/"));

        chart.settings().forEach((name, value) -> {
            if (name.endsWith("-file") || name.endsWith(".file")) {
                assertThat(folders).as(name).anyMatch(value::startsWith);
            }
        });
        assertThat(chart.pod().path("volumes")).extracting(volume -> volume.path("name").asText())
                .doesNotHaveDuplicates();
    }

    @Test
    void onlyChangesThatNeedARestartRestartThePods() {
        assertThat(checksum("streaming: {emulation: {enabled: false}}")).as("reloadable").isEqualTo(checksum("{}"));
        assertThat(checksum("{strategies: {default: re2}, limits: {maxCalls: 5}, prices: {a: {input: 1}}}"))
                .as("reloadable").isEqualTo(checksum("{}"));
        assertThat(checksum("streaming: {progress: comment}")).isNotEqualTo(checksum("{}"));
        assertThat(checksum("upstream: {baseUrl: 'http://other/v1'}")).isNotEqualTo(checksum("{}"));
        assertThat(checksum("properties: {ponder.balancing: weighted}")).isNotEqualTo(checksum("{}"));
    }

    /** The chart reads only files inside it, so its folder is a link to the one that other installations use. */
    @Test
    void dashboardsAndRulesAreThoseOfTheRepository() throws JsonProcessingException {
        RenderedChart chart = ChartVariant.COMPLETE.rendered();
        JsonNode dashboards = chart.objects().stream()
                .filter(object -> object.at("/metadata/name").asText().equals("thinker-dashboards")).findFirst()
                .orElseThrow().path("data");
        JsonNode rules = Repository.documents(Repository.top().resolve("src/main/observability/ponder-alerts.yaml"))
                .get(0);

        assertThat(dashboards.properties()).isNotEmpty();
        for (Map.Entry<String, JsonNode> file : dashboards.properties()) {
            assertThat(JSON.readTree(file.getValue().asText()))
                    .isEqualTo(JSON.readTree(Repository.text("src/main/observability/" + file.getKey())));
        }
        assertThat(rules.at("/groups/0/rules")).isNotEmpty();
        assertThat(chart.object("PrometheusRule").at("/spec/groups")).isEqualTo(rules.path("groups"));
    }

    private static String checksum(String values) {
        return RenderedChart.of(values).object("Deployment")
                .at("/spec/template/metadata/annotations/checksum~1settings").asText();
    }

    private static Duration duration(RenderedChart chart, String property) {
        return DurationConverter.parseDuration(chart.settings().get(property));
    }
}
