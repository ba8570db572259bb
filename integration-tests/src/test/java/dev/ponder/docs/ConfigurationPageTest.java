package dev.ponder.docs;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import dev.ponder.support.Repository;

/** The page of all properties is generated from the metadata that the compiler extracts. */
class ConfigurationPageTest {

    private static final String HEAD = """
            # Configuration

            Every property of Ponder, made from the code by `ConfigurationPageTest`. A property is set in `application.properties`, by a
            system property, or by its environment variable. What the requests of clients may set too stands in `/v1/strategies`.

            | property | environment | type | default | meaning |
            |---|---|---|---|---|
            """;

    private final YAMLMapper yaml = new YAMLMapper();

    @Test
    void thePageListsEveryProperty() throws JsonProcessingException {
        Map<String, String> rows = new TreeMap<>();
        for (String module : new String[]{"runtime", "strategies/core"}) {
            Path models = Repository.top().resolve(module).resolve("target/quarkus-config-doc");
            JsonNode texts = yaml.readTree(Document.read(models.resolve("quarkus-config-javadoc.yaml")))
                    .path("elements");
            yaml.readTree(Document.read(models.resolve("quarkus-config-model.yaml"))).path("configRoots")
                    .forEach(root -> collect(root.path("items"), texts, rows));
        }
        new Document("docs/configuration.md").is(HEAD + String.join("", rows.values()));
    }

    private static void collect(JsonNode items, JsonNode texts, Map<String, String> rows) {
        items.forEach(item -> {
            if (item.has("items")) {
                collect(item.path("items"), texts, rows);
            } else {
                rows.put(item.path("path").path("property").asText(), row(item, texts));
            }
        });
    }

    private static String row(JsonNode item, JsonNode texts) {
        String source = item.path("sourceType").asText() + "." + item.path("sourceElementName").asText();
        String text = texts.path(source).path("description").asText().replaceAll("\\{@code ([^}]*)}", "`$1`")
                .replaceAll("\\s+", " ").replace("|", "\\|");
        String standard = item.path("defaultValue").asText();
        return "| `%s` | `%s` | %s | %s | %s |%n".formatted(item.path("path").path("property").asText(),
                item.path("path").path("environmentVariable").asText(), type(item),
                standard.isEmpty() ? "" : "`" + standard + "`", text);
    }

    private static String type(JsonNode item) {
        if (!item.has("enumAcceptedValues")) {
            return item.path("typeDescription").asText();
        }
        var names = new StringBuilder();
        item.path("enumAcceptedValues").path("values")
                .forEach(value -> names.append(names.isEmpty() ? "`" : ", `").append(value.path("configValue").asText())
                        .append('`'));
        return names.toString();
    }
}
