package dev.ponder.deploy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.support.Repository;

/** A manifest in {@code src/main/kubernetes}, and the pod that it defines. */
enum Manifest {

    STANDARD("inference-service.yaml"), KNATIVE("inference-service-knative.yaml"), RUNTIME(
            "cluster-serving-runtime.yaml"), PLAIN("deployment.yaml");

    private final String file;

    Manifest(String file) {
        this.file = file;
    }

    /** All documents of the file. */
    List<JsonNode> documents() {
        return Repository.documents(path());
    }

    Path path() {
        return Repository.top().resolve("src/main/kubernetes").resolve(file);
    }

    /** The first document of a kind; a missing node if there is none. */
    JsonNode document(String kind) {
        return documents().stream().filter(document -> document.path("kind").asText().equals(kind)).findFirst()
                .orElse(MissingNode.getInstance());
    }

    /** The specification of its pods. */
    JsonNode pod() {
        return this == PLAIN ? document("Deployment").at("/spec/template/spec") : predictor();
    }

    /** The predictor of its InferenceService. */
    JsonNode predictor() {
        return document("InferenceService").at("/spec/predictor");
    }

    /** The container. That of a runtime is merged with the environment of the service, as KServe does it. */
    JsonNode container() {
        if (this != RUNTIME) {
            return pod().at("/containers/0");
        }
        ObjectNode container = document("ClusterServingRuntime").at("/spec/containers/0").deepCopy();
        ((ArrayNode) container.path("env")).addAll((ArrayNode) predictor().at("/model/env"));
        return container;
    }

    /** The environment variables by name; the value of a reference is empty. */
    Map<String, String> environment() {
        var environment = new TreeMap<String, String>();
        document("ConfigMap").path("data").fields()
                .forEachRemaining(entry -> environment.put(entry.getKey(), entry.getValue().asText()));
        container().path("env")
                .forEach(variable -> environment.put(variable.path("name").asText(), variable.path("value").asText()));
        return environment;
    }

    List<JsonNode> probes() {
        return List.of(container().path("startupProbe"), container().path("readinessProbe"),
                container().path("livenessProbe")).stream().filter(probe -> !probe.isMissingNode()).toList();
    }
}
