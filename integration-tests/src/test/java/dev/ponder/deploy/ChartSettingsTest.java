package dev.ponder.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.support.Repository;
import io.quarkus.logging.json.runtime.JsonLogConfig;
import io.quarkus.oidc.runtime.OidcConfig;
import io.quarkus.opentelemetry.runtime.config.runtime.OTelRuntimeConfig;
import io.quarkus.opentelemetry.runtime.config.runtime.exporter.OtlpExporterRuntimeConfig;
import io.quarkus.redis.runtime.client.config.RedisConfig;
import io.quarkus.runtime.logging.LogRuntimeConfig;
import io.quarkus.runtime.shutdown.ShutdownConfig;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;

/** What the chart sets are properties of the server, with the server's own defaults. */
class ChartSettingsTest {

    private static final Pattern ROW = Pattern.compile(
            "^\\| `(ponder[^|]*)` \\| `([A-Z0-9_]+)` \\| [^|]* \\| (?:`([^|]*)`)? \\|",
            Pattern.MULTILINE);
    private static final Map<String, String> DEFAULTS = new TreeMap<>();
    private static final Map<String, Pattern> PATTERNS = new TreeMap<>();
    private static final Set<String> VARIABLES = new TreeSet<>();
    /** Variables of the platform, and of the test's own values. */
    private static final Set<String> OTHERS = Set.of("JAVA_TOOL_OPTIONS", "TZ", "QUARKUS_REDIS_PASSWORD",
            "AZURE_OPENAI_ENDPOINT", "AZURE_OPENAI_API_VERSION", "AZURE_OPENAI_DEPLOYMENT");

    static {
        Matcher rows = ROW.matcher(Repository.text("docs/configuration.md"));
        while (rows.find()) {
            DEFAULTS.put(rows.group(1), String.valueOf(rows.group(3)));
            VARIABLES.add(rows.group(2));
            PATTERNS.put(rows.group(1), pattern(rows.group(1)));
        }
        Stream.of(ShutdownConfig.class, LogRuntimeConfig.class, JsonLogConfig.class, RedisConfig.class,
                OidcConfig.class,
                OTelRuntimeConfig.class, OtlpExporterRuntimeConfig.class)
                .flatMap(type -> ConfigMappings.getProperties(ConfigClass.configClass(type)).keySet().stream())
                .forEach(name -> PATTERNS.put(name, pattern(name)));
    }

    /** A quoted segment of a name stands for any name. */
    private static Pattern pattern(String name) {
        return Pattern.compile(Arrays.stream(name.split("(?=\")|(?<=\")")).collect(Collectors.collectingAndThen(
                Collectors.toList(), ChartSettingsTest::alternating)));
    }

    private static String alternating(List<String> parts) {
        var pattern = new StringBuilder();
        boolean quoted = false;
        for (String part : parts) {
            if (part.equals("\"")) {
                quoted = !quoted;
            } else {
                pattern.append(quoted ? "(\"[^\"]+\"|[^.\"]+)" : Pattern.quote(part));
            }
        }
        return pattern.toString();
    }

    @ParameterizedTest
    @EnumSource
    void everySettingIsAProperty(ChartVariant variant) {
        assertThat(variant.rendered().settings().keySet()).isNotEmpty().allSatisfy(name -> assertThat(PATTERNS.values())
                .as(name).anyMatch(pattern -> pattern.matcher(name).matches()));
    }

    @ParameterizedTest
    @EnumSource
    void everyVariableIsAPropertyOrUsedByOne(ChartVariant variant) {
        String values = String.join("\n", variant.rendered().settings().values());

        assertThat(variant.rendered().environment().keySet()).allSatisfy(name -> assertThat(VARIABLES.contains(name)
                || OTHERS.contains(name) || values.contains("${" + name + "}")).as(name).isTrue());
    }

    @ParameterizedTest
    @EnumSource
    void secretsAreReferences(ChartVariant variant) {
        assertThat(variant.rendered().container().path("env"))
                .filteredOn(variable -> variable.path("name").asText().matches(".*(KEY|TOKEN|SECRET|PASSWORD).*"))
                .allMatch(variable -> !variable.has("value") && variable.at("/valueFrom/secretKeyRef").has("key"));
        variant.rendered().settings().forEach((name, value) -> {
            if (name.matches(".*(api-key|password|secret|authorization|token)\"?")) {
                assertThat(value).as(name).matches("\\$\\{[A-Z_]+}");
            }
        });
    }

    @Test
    void everyStreamingPropertyIsAValueWithTheServersDefault() {
        Map<String, String> settings = ChartVariant.MINIMAL.rendered().settings();

        assertThat(DEFAULTS.keySet()).filteredOn(name -> name.startsWith("ponder.streaming.")).isNotEmpty();
        DEFAULTS.forEach((name, standard) -> {
            if (name.startsWith("ponder.streaming.")) {
                assertThat(settings.get(name)).as(name).isNotNull();
            }
        });
    }

    @Test
    void valuesHaveTheServersDefaults() {
        ChartVariant.MINIMAL.rendered().settings().forEach((name, value) -> {
            if (DEFAULTS.containsKey(name) && !name.equals("ponder.access-log")) {
                assertThat(value.toUpperCase(Locale.ROOT)).as(name)
                        .isEqualTo(DEFAULTS.get(name).toUpperCase(Locale.ROOT));
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"client, ponder.access.clients.\"name\".", "anonymous, ponder.quota.anonymous."})
    void theSchemaHasAllProperties(String definition, String prefix) {
        JsonNode definitions = Repository.documents(RenderedChart.FOLDER.resolve("values.schema.json")).get(0)
                .path("definitions");
        var names = new TreeSet<String>();
        definitions.path(definition).path("properties").fieldNames().forEachRemaining(names::add);
        assertThat(names.remove("budget")).isTrue();
        definitions.at("/budget/properties").fieldNames().forEachRemaining(name -> names.add("budget." + name));

        assertThat(names).isEqualTo(DEFAULTS.keySet().stream().filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length())).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void namesAndTextsAreEscaped() {
        assertThat(ChartVariant.COMPLETE.rendered().settings())
                .containsEntry("ponder.upstreams.\"my-vllm\".model-map.\"llama3:8b\"", "meta/Llama 3")
                .containsEntry("ponder.models.\"deep:1\".model", "moa-gpt-4o")
                .containsEntry("ponder.upstreams.\"gateway\".headers.\"authorization\"",
                        "${UPSTREAM_GATEWAY_HEADER_AUTHORIZATION}")
                .containsEntry("ponder.prices.\"gpt-4o*\".input", "2.5")
                .containsEntry("ponder.record.redact.\"email\"", "[^ ]+@[^\\s]+")
                .containsEntry("ponder.mcp.max-tools", "64")
                .containsEntry("ponder.streaming.progress", "off");
        assertThat(RenderedChart.of("{properties: {ponder.default-strategy: \"a\\\\b\\nc\"}}").settings())
                .containsEntry("ponder.default-strategy", "a\\b\nc");
    }
}
