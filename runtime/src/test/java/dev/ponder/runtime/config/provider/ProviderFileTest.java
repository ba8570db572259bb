package dev.ponder.runtime.config.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

class ProviderFileTest {

    private static final String FILE = """
            providers:
              - name: primary
                base_url: https://api.example.com/v1
                api_key: ${KEY}
                weight: 2.5
                max_concurrent: 20
                model_map: { gpt-4: "gpt-4 deployment" }
              - base_url: ${BACKUP:-http://localhost:${PORT:-8000}/v1}
                fallback_only: true
            routing: { strategy: weighted, health_check: { enabled: true, interval: 30, timeout: 5 } }
            timeouts: { request: 30, connect: 2.5 }
            queue: { max_concurrent: 100, timeout: 60 }
            monitoring: { log_level: INFO }
            """;

    private static ProviderFile file() {
        return new ProviderFile("p.yaml", name -> Optional.ofNullable(Map.of("KEY", "sk-${x}\\y").get(name)));
    }

    private static Map<String, String> properties(String yaml) {
        ProviderFile file = file();
        Map<String, String> properties = file.properties(new StringReader(yaml));
        assertThat(file.faults()).isEmpty();
        return properties;
    }

    private static List<String> faults(String yaml) {
        ProviderFile file = file();
        file.properties(new StringReader(yaml));
        return file.faults();
    }

    @Test
    void mapsProvidersToUpstreams() {
        assertThat(properties(FILE)).containsEntry("ponder.balancing", "weighted")
                .containsEntry("ponder.upstreams.primary.base-url", "https://api.example.com/v1")
                .containsEntry("ponder.upstreams.primary.weight", "250")
                .containsEntry("ponder.upstreams.primary.models", "*")
                .containsEntry("ponder.upstreams.primary.max-connections", "20")
                .containsEntry("ponder.upstreams.primary.model-map.\"gpt-4\"", "gpt-4 deployment")
                .containsEntry("ponder.upstreams.primary.priority", "0")
                .containsEntry("ponder.upstreams.primary.timeouts.total", "30000MS")
                .containsEntry("ponder.upstreams.primary.timeouts.connect", "2500MS")
                .containsEntry("ponder.upstreams.provider_1.base-url", "http://localhost:8000/v1")
                .containsEntry("ponder.upstreams.provider_1.max-connections", "100")
                .containsEntry("ponder.upstreams.provider_1.max-queue-time", "60000MS")
                .containsEntry("ponder.upstreams.provider_1.priority", "1000")
                .doesNotContainKey("ponder.upstreams.provider_1.api-key");
    }

    @Test
    void failoverIsTheOrderOfTheFile() {
        assertThat(properties("routing: {strategy: failover}\nproviders:\n- {name: b, base_url: 'http://b/v1'}\n"
                + "- {name: a, base_url: 'http://a/v1'}\n"))
                .containsEntry("ponder.upstreams.b.priority", "0").containsEntry("ponder.upstreams.a.priority", "1");
    }

    @Test
    void azureHasItsOwnPathAndHeader() {
        assertThat(properties("providers: [{name: az, base_url: 'https://x.openai.azure.com', api_key: k}]"))
                .containsEntry("ponder.upstreams.az.base-url", "https://x.openai.azure.com/openai/v1")
                .containsEntry("ponder.upstreams.az.headers.api-key", "k")
                .doesNotContainKey("ponder.upstreams.az.api-key");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            providers: [{base_url: '${MISSING}/v1'}]      | p.yaml line 1: providers[0].base_url: the variable MISSING has no value
            providers: [{base_url: '${A:-${B}}'}]         | p.yaml line 1: providers[0].base_url: the variable B has no value
            providers: [{base_url: '${KEY'}]              | p.yaml line 1: providers[0].base_url: a variable is not closed
            providers: [{name: a}]                        | p.yaml line 1: providers[0].base_url: is missing
            providers: []                                 | providers: is missing or empty
            providers: {a: b}                             | p.yaml line 1: providers: is no list
            providers: [{base_url: 'http://a', wieght: 2}]| providers[0].wieght: is unknown (expected one of api_key
            providers: [{base_url: 'http://a', weight: 0}]| providers[0].weight: '0' (expected a number
            providers: [{base_url: 'http://a', fallback_only: maybe}]| fallback_only: 'maybe' (expected one of true, false)
            providers: [{base_url: 'http://a', name: "a'b"}] | providers[0].name
            providers: [{base_url: 'http://a', base_url: 'http://b'}] | duplicate
            providers: [a                                 | (expected YAML)
            routing: {strategy: fastest}                  | routing.strategy: 'fastest' (expected one of failover, round_robin, weighted)
            timeouts: {request: soon}                     | timeouts.request: 'soon' (expected a number of seconds above 0)
            """)
    void faultsNameFileKeyAndExpectation(String yaml, String fault) {
        assertThat(faults(yaml)).isNotEmpty().anySatisfy(line -> assertThat(line).startsWith("p.yaml").contains(fault)
                .contains("(expected "));
    }

    @Test
    void faultsDoNotShowKeys() {
        assertThat(faults("providers: [{api_key: '${KEY}', weight: x}]").toString()).doesNotContain("sk-");
    }

    @Test
    void isASourceBelowAllOthers(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("p.yaml"), FILE);

        SmallRyeConfig config = config(file, Map.of("KEY", "sk-${x}\\y", "ponder.upstreams.primary.weight", "7"));

        assertThat(config.getValue("ponder.upstreams.primary.weight", String.class)).isEqualTo("7");
        assertThat(config.getValue("ponder.upstreams.primary.api-key", String.class)).isEqualTo("sk-${x}\\y");
        assertThat(config.getValues("ponder.upstreams.primary.model-map", String.class, String.class))
                .containsEntry("gpt-4", "gpt-4 deployment");
    }

    @Test
    void faultStopsTheStart(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("p.yaml"), "providers: []");

        assertThatThrownBy(() -> config(file, Map.of())).isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("p.yaml").hasMessageContaining("providers");
        assertThatThrownBy(() -> config(directory.resolve("missing.yaml"), Map.of()))
                .isInstanceOf(ConfigurationException.class).hasMessageContaining("ponder.proxy.config-file");
    }

    /** The source of a test has expressions disabled for its values, as the environment has none. */
    private static SmallRyeConfig config(Path file, Map<String, String> others) {
        var all = new java.util.HashMap<>(others);
        all.replaceAll((name, value) -> value.replace("${", "\\${"));
        all.put(ProviderFileSourceFactory.PROPERTY, file.toString());
        return new SmallRyeConfigBuilder().addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(all, "test", 250))
                .withSources(new ProviderFileSourceFactory()).build();
    }
}
