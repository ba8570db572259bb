package dev.ponder.openai;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Assumptions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

/**
 * The schemas of OpenAI's API description as JSON Schema. Only the requested schemas and their references are converted.
 */
final class OpenAiSchemas {

    private static final String PLACE = "shared/data/openai/openapi.yaml";
    private static final String REFERENCE = "#/components/schemas/";

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final JsonNode described;
    private final Map<String, Schema> ready = new HashMap<>();

    private OpenAiSchemas(JsonNode described) {
        this.described = described;
    }

    /** Loads the description; skips the test if it is not there, as in a clone of the repository. */
    static OpenAiSchemas loadOrSkip() {
        Path file = Path.of("").toAbsolutePath().getParent().resolveSibling(PLACE);
        Assumptions.assumeTrue(Files.exists(file),
                () -> "OpenAI's API description is not beside the project, at ../" + PLACE);
        try {
            return new OpenAiSchemas(new YAMLMapper().readTree(file.toFile()).at("/components/schemas"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the violations of a value. */
    List<String> violations(String schema, JsonNode value) {
        return ready.computeIfAbsent(schema, this::schema).validate(value).stream().map(Error::toString).toList();
    }

    private Schema schema(String name) {
        ObjectNode definitions = ((ObjectNode) described).objectNode();
        collect(name, definitions);
        ObjectNode root = definitions.objectNode().put("$ref", "#/$defs/" + name);
        root.set("$defs", definitions);
        return registry.getSchema(root);
    }

    private void collect(String name, ObjectNode definitions) {
        if (definitions.has(name)) {
            return;
        }
        JsonNode schema = described.path(name).deepCopy();
        definitions.set(name, schema);
        convert(schema, definitions);
    }

    /**
     * Converts OpenAPI 3.0's {@code nullable}, which JSON Schema does not have.
     */
    private void convert(JsonNode node, ObjectNode definitions) {
        node.forEach(child -> convert(child, definitions));
        if (!(node instanceof ObjectNode schema)) {
            return;
        }
        schema.remove("discriminator");
        if (schema.path("$ref").asText("").startsWith(REFERENCE)) {
            String name = schema.path("$ref").asText().substring(REFERENCE.length());
            schema.put("$ref", "#/$defs/" + name);
            collect(name, definitions);
        }
        if (schema.path("nullable").asBoolean()) {
            schema.remove("nullable");
            ObjectNode same = schema.deepCopy();
            schema.removeAll();
            ArrayNode either = schema.putArray("anyOf");
            either.add(same).addObject().put("type", "null");
        }
    }
}
