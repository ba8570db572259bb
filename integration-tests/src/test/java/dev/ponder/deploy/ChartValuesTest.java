package dev.ponder.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;

import dev.ponder.support.Repository;

/** The chart is right by Helm's rules, and its schema admits nothing but the documented values. */
class ChartValuesTest {

    private static final JsonNode VALUES = Repository.documents(RenderedChart.FOLDER.resolve("values.yaml")).get(0);
    private static final JsonNode SCHEMA = Repository.documents(RenderedChart.FOLDER.resolve("values.schema.json"))
            .get(0);

    @Test
    void helmFindsNothingWrong() {
        var result = new Helm(RenderedChart.FOLDER).lint().strict().call();

        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
        assertThat(result.getMessages())
                .noneMatch(message -> message.contains("[WARNING]") || message.contains("[ERROR]"));
    }

    @Test
    void theSchemaHasTheValuesAndNoOthers() {
        var differences = new ArrayList<String>();
        compare("", VALUES, SCHEMA, differences);
        assertThat(differences).isEmpty();
    }

    /** Compares names as deep as the schema lists them; maps with free names and objects of Kubernetes are left out. */
    private static void compare(String path, JsonNode values, JsonNode schema, List<String> differences) {
        JsonNode properties = schema.path("properties");
        if (properties.isMissingNode()) {
            return;
        }
        if (schema.path("additionalProperties").asBoolean(true)) {
            differences.add(path + " is open");
        }
        values.fieldNames().forEachRemaining(name -> {
            if (!properties.has(name)) {
                differences.add(path + "/" + name + " is not in the schema");
            }
        });
        properties.properties().forEach(property -> {
            // Helm's own name for values that all charts share; and claims, which resources rarely have
            if (!values.has(property.getKey()) && !List.of("global", "claims").contains(property.getKey())) {
                differences.add(path + "/" + property.getKey() + " is not a value");
            }
            compare(path + "/" + property.getKey(), values.path(property.getKey()), property.getValue(), differences);
        });
    }

    @Test
    void everyMisspeltValueFails() {
        var places = new ArrayList<String>();
        collect("", SCHEMA, places);
        assertThat(places).hasSizeGreaterThan(20);
        for (String place : places) {
            ObjectNode misspelt = JsonNodeFactory.instance.objectNode();
            ObjectNode inner = misspelt;
            for (String name : place.split("/")) {
                if (!name.isEmpty()) {
                    inner = inner.putObject(name);
                }
            }
            inner.put("misspelt", true);
            assertThatThrownBy(() -> RenderedChart.of(misspelt.toString())).as(place)
                    .hasMessageContaining("'misspelt' not allowed");
        }
    }

    private static void collect(String path, JsonNode schema, List<String> places) {
        if (schema.has("properties")) {
            places.add(path);
            schema.path("properties").properties()
                    .forEach(property -> collect(path + "/" + property.getKey(), property.getValue(), places));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"streaming: {emulation: {enabled: maybe}}", "streaming: {emulation: {chunking: sentences}}",
            "streaming: {emulation: {pace: fast}}", "streaming: {emulation: {strategies: {bon: 1}}}",
            "streaming: {progress: loud}", "limits: {maxBodySize: big}", "limits: {deadline: PT1M}",
            "workload: StatefulSet",
            "upstream: {baseUrl: llm:8000}", "upstreams: {a: {apiKey: {name: x}}}", "properties: {streaming: true}",
            "image: {digest: latest}", "access: {clients: {a: {key-hashes: [secret]}}}",
            "upstreams: {default: {provider: openai}}",
            "prices: {a: {output: 1}}", "redis: {type: external, hosts: redis}", "autoscaling: {type: vpa}",
            "replicas: two"})
    void aWrongValueFails(String values) {
        assertThatThrownBy(() -> RenderedChart.of(values))
                .hasMessageContaining("don't meet the specifications of the schema");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{workload: InferenceService, kserve: {deploymentMode: Knative}}", "ingress: {enabled: true}",
                    "httpRoute: {enabled: true}", "redis: {type: external}",
                    "access: {clients: {a: {roles: [x]}}, clientsSecret: {secret: b}}", """
                            {workload: InferenceService, kserve: {deploymentMode: Knative}, limits: {deadline: 570s},
                             ingress: {enabled: true, hosts: [a.example]}}
                            """})
    void valuesThatDoNotFitEachOtherFail(String values) {
        assertThatThrownBy(() -> RenderedChart.of(values)).hasMessageContaining("(expected ");
    }
}
