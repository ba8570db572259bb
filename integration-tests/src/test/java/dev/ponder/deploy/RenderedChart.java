package dev.ponder.deploy;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;

import dev.ponder.support.Repository;

/** The objects that the Helm chart renders with some values, as {@code helm template} does it. */
record RenderedChart(List<JsonNode> objects) {

    static final Path FOLDER = Repository.top().resolve("src/main/helm/ponder");

    /** Renders the chart with a file of values; throws what Helm reports. */
    static RenderedChart of(String values) {
        try {
            Path file = Files.createTempFile("values", ".yaml");
            try {
                Files.writeString(file, values);
                String text = new Helm(FOLDER).template().withName("ponder").withNamespace("team")
                        .withKubeVersion("1.33.0")
                        .withValuesFile(file).call();
                return new RenderedChart(documents(text));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> documents(String text) throws IOException {
        try (var documents = new YAMLMapper().readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            return documents.readAll().stream().filter(document -> !document.isNull() && !document.isEmpty()).toList();
        }
    }

    /** The first object of a kind that belongs to the server; a missing node if there is none. */
    JsonNode object(String kind) {
        return object(kind, "server");
    }

    /** The first object of a kind that belongs to a component. */
    JsonNode object(String kind, String component) {
        return objects.stream().filter(object -> object.path("kind").asText().equals(kind))
                .filter(object -> object.at("/metadata/labels/app.kubernetes.io~1component").asText().equals(component))
                .findFirst().orElse(MissingNode.getInstance());
    }

    /** The template of the Deployment's pods; another one restarts them. */
    JsonNode podTemplate() {
        return object("Deployment").at("/spec/template");
    }

    /** The specification of its pods: of the Deployment, or the predictor of the InferenceService. */
    JsonNode pod() {
        JsonNode deployment = object("Deployment").at("/spec/template/spec");
        return deployment.isMissingNode() ? object("InferenceService").at("/spec/predictor") : deployment;
    }

    /** The labels of its pods. */
    JsonNode podLabels() {
        JsonNode labels = object("Deployment").at("/spec/template/metadata/labels");
        return labels.isMissingNode() ? pod().path("labels") : labels;
    }

    /** The container. That of a runtime is merged with the settings of the service, as KServe does it. */
    JsonNode container() {
        JsonNode runtime = object("ClusterServingRuntime").at("/spec/containers/0");
        if (runtime.isMissingNode()) {
            return pod().at("/containers/0");
        }
        ObjectNode container = runtime.deepCopy();
        JsonNode model = pod().path("model");
        container.set("env", model.path("env"));
        ((ArrayNode) container.path("volumeMounts")).addAll((ArrayNode) model.path("volumeMounts"));
        return container;
    }

    List<JsonNode> probes() {
        return List.of(container().path("startupProbe"), container().path("readinessProbe"),
                container().path("livenessProbe")).stream().filter(probe -> !probe.isMissingNode()).toList();
    }

    /** The environment variables by name; the value of a reference is empty. */
    Map<String, String> environment() {
        var environment = new TreeMap<String, String>();
        container().path("env").forEach(
                variable -> environment.put(variable.path("name").asText(), variable.path("value").asText()));
        return environment;
    }

    /** The files of the ConfigMap by name. */
    Map<String, String> files() {
        var files = new TreeMap<String, String>();
        object("ConfigMap").path("data").properties()
                .forEach(file -> files.put(file.getKey(), file.getValue().asText()));
        return files;
    }

    /** The properties in the mounted file. */
    Map<String, String> settings() {
        var properties = new Properties();
        try {
            properties.load(new StringReader(files().getOrDefault("application.properties", "")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var settings = new TreeMap<String, String>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return settings;
    }
}
