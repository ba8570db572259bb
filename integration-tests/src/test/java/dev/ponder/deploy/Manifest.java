package dev.ponder.deploy;

import dev.ponder.support.Repository;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A manifest of ours, and the pod that comes of it. */
enum Manifest {

    STANDARD("inference-service.yaml"), KNATIVE("inference-service-knative.yaml"), RUNTIME(
            "cluster-serving-runtime.yaml"), PLAIN("deployment.yaml");

    private final String file;

    Manifest(String file) {
        this.file = file;
    }

    /** All documents in it. */
    List<JsonNode> documents() {
        return Repository.documents(path());
    }

    Path path() {
        return Repository.top().resolve("src/main/kubernetes").resolve(file);
    }

    /** The document of a kind; a missing node if there is none. */
    JsonNode document(String kind) {
        return documents().stream().filter(document -> document.path("kind").asText().equals(kind)).findFirst()
                .orElse(MissingNode.getInstance());
    }

    /** What its pods are made of. */
    JsonNode pod() {
        return this == PLAIN ? document("Deployment").at("/spec/template/spec") : predictor();
    }

    /** The predictor of its InferenceService. */
    JsonNode predictor() {
        return document("InferenceService").at("/spec/predictor");
    }

    /** The container: a runtime's together with what a service adds to it, as KServe does it. */
    JsonNode container() {
        if (this != RUNTIME) {
            return pod().at("/containers/0");
        }
        ObjectNode container = document("ClusterServingRuntime").at("/spec/containers/0").deepCopy();
        ((ArrayNode) container.path("env")).addAll((ArrayNode) predictor().at("/model/env"));
        return container;
    }

    /** Variables by name; the value is empty where it is a reference. */
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
