package dev.ponder.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The manifests match KServe's resource definitions and have no other members. */
class ManifestSchemaTest {

    private static CustomResources services;
    private static CustomResources runtimes;

    @BeforeAll
    static void load() {
        services = CustomResources.loadOrSkip("inferenceservices", "v1beta1");
        runtimes = CustomResources.loadOrSkip("clusterservingruntimes", "v1alpha1");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "PLAIN")
    void servicesAreInferenceServices(Manifest manifest) {
        JsonNode service = manifest.document("InferenceService");

        assertThat(service.path("apiVersion").asText()).isEqualTo("serving.kserve.io/v1beta1");
        assertThat(services.violations(service)).isEmpty();
    }

    @Test
    void theRuntimeIsAClusterServingRuntime() {
        JsonNode runtime = Manifest.RUNTIME.document("ClusterServingRuntime");

        assertThat(runtime.path("apiVersion").asText()).isEqualTo("serving.kserve.io/v1alpha1");
        assertThat(runtimes.violations(runtime)).isEmpty();
    }

    @Test
    void theDeploymentsPodIsAPod() {
        assertThat(services.podViolations(Manifest.PLAIN.pod())).isEmpty();
    }

    @Test
    void aMistypedMemberOfAServiceIsCaught() {
        JsonNode service = Manifest.STANDARD.document("InferenceService");
        ((ObjectNode) service.at("/spec/predictor")).put("timout", 960);

        assertThat(services.violations(service)).singleElement().asString().contains("timout");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/containers/0/readinessProbe/httpGet", "/containers/0/lifecycle/preStop/sleep",
            "/containers/0/env/0", "/containers/0/securityContext", "/volumes/0"})
    void aMistypedMemberDeepInAPodIsCaught(String place) {
        JsonNode pod = Manifest.PLAIN.pod();
        ((ObjectNode) pod.at(place)).put("mistyped", "x");

        assertThat(services.podViolations(pod)).singleElement().asString().contains("mistyped");
    }

    @Test
    void aMistypedMemberOfARuntimeAndAWrongTypeAreCaught() {
        JsonNode runtime = Manifest.RUNTIME.document("ClusterServingRuntime");
        ((ObjectNode) runtime.at("/spec/supportedModelFormats/0")).put("autoselect", true);
        ((ObjectNode) runtime.at("/spec/containers/0/ports/0")).put("containerPort", "8080");

        List<String> violations = runtimes.violations(runtime);
        assertThat(violations).hasSize(2).anyMatch(violation -> violation.contains("autoselect"))
                .anyMatch(violation -> violation.contains("containerPort"));
    }
}
