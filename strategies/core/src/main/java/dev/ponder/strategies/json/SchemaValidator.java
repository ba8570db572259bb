package dev.ponder.strategies.json;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialects;

import dev.ponder.api.error.RequestException;

/**
 * Validates values against the schema of one request: draft 2020-12, or an older draft that its {@code $schema} names. Loads no
 * other document, and ends a validation that takes too many steps. For one thread at a time; the first use loads many classes.
 */
final class SchemaValidator {

    private static final int MAX_FAULTS = 12;

    private final Schema schema;
    private final BoundedRegex patterns;

    private SchemaValidator(Schema schema, BoundedRegex patterns) {
        this.schema = schema;
        this.patterns = patterns;
    }

    private static final class Exhausted extends RuntimeException {

        private static final long serialVersionUID = 1;

        Exhausted() {
            super("too many steps", null, false, false);
        }
    }

    /** Counts the keywords that are evaluated, and those that are nested. */
    private static final class BoundedEvaluation extends ExecutionContext {

        private static final int MAX_STEPS = 2_000_000;
        private static final int MAX_DEPTH = 600;

        private int steps;
        private int depth;

        @Override
        public void evaluationPathAddLast(String keyword) {
            count();
            super.evaluationPathAddLast(keyword);
        }

        @Override
        public void evaluationPathAddLast(int index) {
            count();
            super.evaluationPathAddLast(index);
        }

        @Override
        public void evaluationPathRemoveLast() {
            depth--;
            super.evaluationPathRemoveLast();
        }

        private void count() {
            if (++steps > MAX_STEPS || ++depth > MAX_DEPTH) {
                throw new Exhausted();
            }
        }
    }

    /** A validator; throws a {@link RequestException} if the schema is invalid. */
    static SchemaValidator of(JsonNode schema) {
        var patterns = new BoundedRegex();
        var config = SchemaRegistryConfig.builder().locale(Locale.ENGLISH).preloadSchema(true)
                .regularExpressionFactory(patterns).build();
        var registry = SchemaRegistry.withDialects(
                List.of(Dialects.getDraft4(), Dialects.getDraft6(), Dialects.getDraft7(), Dialects.getDraft201909(),
                        Dialects.getDraft202012()),
                builder -> builder.defaultDialectId(SpecificationVersion.DRAFT_2020_12.getDialectId())
                        .schemaCacheEnabled(false).schemaRegistryConfig(config)
                        .schemaLoader(loader -> loader.fetchRemoteResources(false).block(address -> true)
                                .resourceLoaders(resources -> resources.values(List::clear))));
        try {
            var validator = new SchemaValidator(registry.getSchema(schema), patterns);
            validator.checkPatterns();
            return validator;
        } catch (SchemaException invalid) {
            throw unusable(invalid);
        } catch (StackOverflowError tooDeep) {
            throw tooCostly();
        }
    }

    /**
     * What keeps a value from conforming, each with the path of the value as a JSON pointer; empty if it conforms. Throws a
     * {@link RequestException} if the schema cannot be evaluated.
     */
    List<String> faults(JsonNode value) {
        var evaluation = new BoundedEvaluation();
        evaluation.executionConfig(config -> config.formatAssertionsEnabled(true));
        try {
            schema.validate(evaluation, value);
            checkPatterns();
        } catch (Exhausted | StackOverflowError exhausted) {
            throw tooCostly();
        } catch (SchemaException invalid) {
            throw unusable(invalid);
        }
        return evaluation.getErrors().stream().limit(MAX_FAULTS).map(SchemaValidator::fault).toList();
    }

    private void checkPatterns() {
        if (patterns.exhausted()) {
            throw tooCostly();
        }
        patterns.invalid().ifPresent(pattern -> {
            throw OutputFormat.invalid("has the pattern '" + OutputFormat.shortened(pattern)
                    + "' (expected a regular expression that Java understands)");
        });
    }

    private static String fault(Error error) {
        String path = error.getInstanceLocation().toString();
        return (path.isEmpty() ? "/" : OutputFormat.shortened(path)) + ": "
                + OutputFormat.shortened(error.getMessage());
    }

    private static RequestException tooCostly() {
        return OutputFormat
                .invalid("takes too many steps to validate a reply (expected a schema without references that"
                        + " multiply, and patterns without nested repetition)");
    }

    private static RequestException unusable(SchemaException invalid) {
        String reason = String.valueOf(invalid.getMessage()).lines().findFirst().orElse("");
        return OutputFormat.invalid("is invalid: " + OutputFormat.shortened(reason)
                + " (expected JSON Schema, draft 2020-12 or the draft that $schema names)");
    }
}
