package dev.ponder.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a pod of the chart gives its process: environment variables, and volumes, whose mounts are below a folder here.
 *
 * @param root the folder, instead of the root of the container
 * @param secrets the values in the cluster's Secrets, by {@code <name>/<key>}
 */
record RenderedPod(Path root, Map<String, String> secrets) {

    private static final String MOUNTS = "/etc/ponder/";

    /** Mounts the volumes, and returns the environment variables. */
    Map<String, String> environment(RenderedChart chart) throws IOException {
        mount(chart);
        var environment = new HashMap<String, String>();
        for (JsonNode variable : chart.container().path("env")) {
            JsonNode reference = variable.at("/valueFrom/secretKeyRef");
            environment.put(variable.path("name").asText(), reference.isMissingNode()
                    ? moved(variable.path("value").asText())
                    : secret(reference.path("name"), reference.path("key")));
        }
        return environment;
    }

    /** Writes the files of the ConfigMaps and Secrets; again when they change, as the kubelet does. */
    void mount(RenderedChart chart) throws IOException {
        for (JsonNode mount : chart.container().path("volumeMounts")) {
            Path folder = Files.createDirectories(root.resolve(mount.path("mountPath").asText().substring(1)));
            for (JsonNode volume : chart.pod().path("volumes")) {
                if (volume.path("name").equals(mount.path("name"))) {
                    fill(folder, volume, chart);
                }
            }
        }
    }

    private void fill(Path folder, JsonNode volume, RenderedChart chart) throws IOException {
        if (volume.has("configMap")) {
            for (Map.Entry<String, String> file : chart.files().entrySet()) {
                write(folder.resolve(file.getKey()), moved(file.getValue()));
            }
        }
        for (JsonNode item : volume.at("/secret/items")) {
            write(folder.resolve(item.path("path").asText()),
                    secret(volume.at("/secret/secretName"), item.path("key")));
        }
    }

    private static void write(Path file, String text) throws IOException {
        Path next = Files.writeString(file.resolveSibling(".next"), text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private String secret(JsonNode name, JsonNode key) {
        String reference = name.asText() + "/" + key.asText();
        return Objects.requireNonNull(secrets.get(reference), reference);
    }

    private String moved(String text) {
        return text.replace(MOUNTS, root + MOUNTS);
    }
}
