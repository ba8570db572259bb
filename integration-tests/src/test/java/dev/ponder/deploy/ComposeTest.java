package dev.ponder.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.support.Repository;
import io.quarkus.runtime.configuration.DurationConverter;

/** {@code compose.yaml}, and the files that its containers read. */
class ComposeTest {

    /** The members of a service in the Compose specification that the file may use. */
    private static final Set<String> SERVICE = Set.of("image", "build", "environment", "ports", "volumes", "depends_on",
            "read_only", "tmpfs", "cap_drop", "security_opt", "mem_limit", "stop_grace_period");
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

    private final JsonNode compose = Repository.documents(Repository.top().resolve("compose.yaml")).get(0);

    @Test
    void hasMembersOfTheSpecificationOnly() {
        assertThat(compose.fieldNames()).toIterable().containsExactlyInAnyOrder("name", "x-ponder", "services");
        assertThat(services()).hasSize(4)
                .allSatisfy(service -> assertThat(SERVICE).containsAll(names(service)));
        services().forEach(service -> service.path("depends_on")
                .forEach(
                        other -> assertThat(compose.path("services").has(other.asText())).as(other.asText()).isTrue()));
    }

    @Test
    void mountsFilesThatExist() {
        List<String> sources = services().stream().flatMap(service -> service.path("volumes").valueStream())
                .map(volume -> volume.asText().split(":")[0]).toList();

        assertThat(sources).hasSizeGreaterThan(3)
                .allSatisfy(source -> assertThat(Repository.top().resolve(source)).exists());
        assertThat(compose.at("/x-ponder/build/dockerfile").asText())
                .isEqualTo("src/main/docker/Dockerfile.jvm");
    }

    @Test
    void setsKnownVariables() {
        String settings = Repository.text("docs/configuration.md");

        for (String server : List.of("ponder", "model")) {
            assertThat(names(compose.at("/services/" + server + "/environment"))).isNotEmpty()
                    .allMatch(name -> settings.contains("`" + name + "`") || settings.contains("`${" + name + ":}`"));
        }
        assertThat(compose.at("/services/ponder/environment/OPENAI_BASE_URL").asText())
                .contains("http://model:8080/v1");
    }

    @Test
    void isReachedFromThisMachineOnly() {
        assertThat(services()).flatExtracting(service -> service.path("ports").valueStream().toList()).hasSize(3)
                .allMatch(port -> port.asText().startsWith("127.0.0.1:"));
    }

    @Test
    void leavesTimeToDrain() {
        Duration grace = DurationConverter
                .parseDuration(compose.at("/x-ponder/stop_grace_period").asText().toUpperCase());

        assertThat(grace).isGreaterThan(DurationConverter.parseDuration(Repository.setting("quarkus.shutdown.delay"))
                .plus(DurationConverter.parseDuration(Repository.setting("quarkus.shutdown.timeout"))));
    }

    @Test
    void readsTheDashboardsFromTheSourceThatItDefines() {
        JsonNode source = file("src/main/docker/grafana/datasources.yaml").at("/datasources/0");

        assertThat(source.path("url").asText()).isEqualTo("http://prometheus:9090");
        assertThat(source.path("isDefault").asBoolean()).isTrue();
        assertThat(file("src/main/docker/grafana/dashboards.yaml").at("/providers/0/options/path").asText())
                .isEqualTo("/etc/ponder");
    }

    @Test
    void scrapesThePortOfTheServer() throws Exception {
        JsonNode scrape = file("src/main/docker/prometheus.yaml").at("/scrape_configs/0");

        assertThat(scrape.at("/static_configs/0/targets/0").asText())
                .isEqualTo("ponder:" + Dockerfile.instruction("EXPOSE"));
        Assumptions.assumeTrue(Files.isExecutable(PROMTOOL), "promtool (package prometheus) is not installed");
        Process check = new ProcessBuilder(PROMTOOL.toString(), "check", "config",
                Repository.top().resolve("src/main/docker/prometheus.yaml").toString()).redirectErrorStream(true)
                .start();
        assertThat(new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).contains("SUCCESS");
        assertThat(check.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(check.exitValue()).isZero();
    }

    /** The services with the members that they take from the anchor. */
    private List<JsonNode> services() {
        var services = new ArrayList<JsonNode>();
        compose.path("services").forEach(service -> {
            ObjectNode merged = service.deepCopy();
            JsonNode anchor = merged.remove("<<");
            if (anchor != null) {
                compose.path("x-ponder").properties()
                        .forEach(member -> merged.putIfAbsent(member.getKey(), member.getValue()));
            }
            services.add(merged);
        });
        return services;
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static JsonNode file(String name) {
        return Repository.documents(Repository.top().resolve(name)).get(0);
    }
}
