package dev.ponder.kserve.v2;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Assumptions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

/** The schemas of the Open Inference Protocol as JSON Schema. */
final class OpenInferenceSchemas {

    private static final String PLACE = "shared/data/open-inference-protocol";

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final JsonNode definitions;

    private OpenInferenceSchemas(JsonNode definitions) {
        this.definitions = definitions;
    }

    /** Loads a description; skips the test if it is not there, as in a clone of the repository. */
    static OpenInferenceSchemas loadOrSkip(String name) {
        Path file = Path.of("").toAbsolutePath().getParent().resolveSibling(PLACE).resolve(name);
        Assumptions.assumeTrue(Files.exists(file),
                () -> "the Open Inference Protocol's description is not beside the project, at ../" + PLACE);
        try {
            String described = Files.readString(file).replace("#/components/schemas/", "#/$defs/");
            return new OpenInferenceSchemas(new YAMLMapper().readTree(described).at("/components/schemas"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the violations of a value. */
    List<String> violations(String schema, JsonNode value) {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("$ref", "#/$defs/" + schema);
        root.set("$defs", definitions);
        return registry.getSchema(root).validate(value).stream().map(Error::toString).toList();
    }
}
