package dev.ponder.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

/** Every object of the chart is one of Kubernetes' or of an extension's, and has no other members. */
class ChartObjectsTest {

    private static final String KSERVE = "serving.kserve.io/";
    private static JsonNode scaledObject;

    @BeforeAll
    static void load() throws IOException {
        try (var schema = ChartObjectsTest.class.getResourceAsStream("scaled-object.schema.json")) {
            scaledObject = new ObjectMapper().readTree(schema);
        }
    }

    @ParameterizedTest
    @EnumSource
    void areOfTheirKinds(ChartVariant variant) {
        assertThat(variant.rendered().objects()).isNotEmpty().allSatisfy(object -> {
            assertThat(object.at("/metadata/labels/app.kubernetes.io~1managed-by").asText()).isEqualTo("Helm");
            if (!object.path("apiVersion").asText().startsWith(KSERVE)) {
                assertThat(violations(object)).as("%s", object.path("kind")).isEmpty();
            }
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"STANDARD", "STANDARD_KEDA", "KNATIVE", "RUNTIME"})
    void areOfKServesKinds(ChartVariant variant) {
        CustomResources services = CustomResources.loadOrSkip("inferenceservices", "v1beta1");
        JsonNode service = variant.rendered().object("InferenceService");

        assertThat(service.path("apiVersion").asText()).isEqualTo("serving.kserve.io/v1beta1");
        assertThat(services.violations(service)).isEmpty();
    }

    @Test
    void theRuntimeIsAClusterServingRuntime() {
        CustomResources runtimes = CustomResources.loadOrSkip("clusterservingruntimes", "v1alpha1");
        JsonNode runtime = ChartVariant.RUNTIME.rendered().object("ClusterServingRuntime");

        assertThat(runtime.path("apiVersion").asText()).isEqualTo("serving.kserve.io/v1alpha1");
        assertThat(runtimes.violations(runtime)).isEmpty();
    }

    @Test
    void aMistypedMemberOfAServiceOrARuntimeIsCaught() {
        CustomResources services = CustomResources.loadOrSkip("inferenceservices", "v1beta1");
        CustomResources runtimes = CustomResources.loadOrSkip("clusterservingruntimes", "v1alpha1");
        JsonNode service = ChartVariant.STANDARD.rendered().object("InferenceService").deepCopy();
        ((ObjectNode) service.at("/spec/predictor")).put("timout", 960);
        JsonNode runtime = ChartVariant.RUNTIME.rendered().object("ClusterServingRuntime").deepCopy();
        ((ObjectNode) runtime.at("/spec/supportedModelFormats/0")).put("autoselect", true);

        assertThat(services.violations(service)).singleElement().asString().contains("timout");
        assertThat(runtimes.violations(runtime)).singleElement().asString().contains("autoselect");
    }

    @ParameterizedTest
    @CsvSource({"Deployment,/spec/template/spec/containers/0/readinessProbe/httpGet",
            "Deployment,/spec/template/spec/containers/0/lifecycle/preStop/sleep",
            "Deployment,/spec/template/spec/topologySpreadConstraints/0", "Service,/spec/ports/0",
            "HorizontalPodAutoscaler,/spec/behavior/scaleDown", "PodDisruptionBudget,/spec",
            "NetworkPolicy,/spec/egress/0/ports/0", "Ingress,/spec/tls/0", "HTTPRoute,/spec/rules/0/timeouts",
            "ServiceMonitor,/spec/endpoints/0", "ConfigMap,/metadata"})
    void aMistypedMemberIsCaught(String kind, String place) {
        JsonNode object = ChartVariant.COMPLETE.rendered().object(kind).deepCopy();
        ((ObjectNode) object.at(place)).put("mistyped", "x");

        assertThat(violations(object)).singleElement().asString().contains("mistyped");
    }

    @Test
    void aMistypedMemberOfAScaledObjectIsCaught() {
        JsonNode object = ChartVariant.KEDA.rendered().object("ScaledObject").deepCopy();
        ((ObjectNode) object.at("/spec/fallback")).put("mistyped", "x");

        assertThat(violations(object)).singleElement().asString().contains("mistyped");
    }

    private static List<String> violations(JsonNode object) {
        if (object.path("kind").asText().equals("ScaledObject")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(scaledObject)
                    .validate(object).stream().map(Error::toString).toList();
        }
        Optional<List<String>> found = KubernetesObjects.violations(object);
        return found.orElseGet(() -> List.of("unknown kind " + object.path("apiVersion") + " " + object.path("kind")));
    }
}
