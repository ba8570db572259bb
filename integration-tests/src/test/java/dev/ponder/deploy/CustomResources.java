package dev.ponder.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Assumptions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import dev.ponder.support.Repository;

/** KServe's resource definitions as strict schemas: an unknown member is a violation, as in kubectl's strict validation. */
final class CustomResources {

    private static final String FOLDER = "shared/data/kserve";
    private static final String OPEN = "x-kubernetes-preserve-unknown-fields";

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final JsonNode schema;

    private CustomResources(JsonNode schema) {
        this.schema = schema;
    }

    /** Loads a definition; skips the test if it is not there, as in a clone of the repository. */
    static CustomResources loadOrSkip(String plural, String version) {
        Path folder = Repository.top().resolveSibling(FOLDER);
        Assumptions.assumeTrue(Files.exists(folder),
                () -> "KServe's resource definitions are not beside the project, at ../" + FOLDER);
        JsonNode definition = Repository.documents(folder.resolve("serving.kserve.io_" + plural + ".yaml")).get(0);
        for (JsonNode candidate : definition.at("/spec/versions")) {
            if (candidate.path("name").asText().equals(version)) {
                return new CustomResources(closed(candidate.at("/schema/openAPIV3Schema")));
            }
        }
        throw new AssertionError(plural + " has no version " + version);
    }

    /** Returns the violations of a resource. */
    List<String> violations(JsonNode resource) {
        return violations(schema, resource);
    }

    /** Returns the violations of a pod. The schema of a predictor is used, which has all members of a pod. */
    List<String> podViolations(JsonNode pod) {
        JsonNode predictor = schema.at("/properties/spec/properties/predictor");
        assertThat(predictor.path("properties").has("containers")).isTrue();
        return violations(predictor, pod);
    }

    private List<String> violations(JsonNode rules, JsonNode value) {
        return registry.getSchema(rules).validate(value).stream().map(Error::toString).toList();
    }

    private static JsonNode closed(JsonNode node) {
        node.forEach(CustomResources::closed);
        if (node instanceof ObjectNode rules && rules.path("properties").isObject() && rules.has("type")
                && !rules.path(OPEN).asBoolean()) {
            rules.put("additionalProperties", false);
        }
        return node;
    }
}
