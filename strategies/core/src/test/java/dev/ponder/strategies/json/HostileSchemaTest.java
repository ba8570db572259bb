package dev.ponder.strategies.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.ponder.api.error.RequestException;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;

/** A schema that is invalid, refers to other documents or takes too long is the client's error, and never hangs. */
@Timeout(60)
class HostileSchemaTest {

    static Stream<Arguments> schemas() {
        return Stream.of(
                Arguments.of("remote reference", "{\"$ref\": \"http://169.254.169.254/x.json\"}", "{}"),
                Arguments.of("file", "{\"properties\": {\"a\": {\"$ref\": \"file:///etc/passwd\"}}}", "{\"a\": 1}"),
                Arguments.of("class path", "{\"$dynamicRef\": \"classpath:/application.properties\"}", "{}"),
                Arguments.of("base address", "{\"$id\": \"http://localhost/x\", \"$ref\": \"y\"}", "{}"),
                Arguments.of("meta schema", "{\"$schema\": \"http://localhost/meta\", \"type\": \"object\"}", "{}"),
                Arguments.of("dangling reference", "{\"$ref\": \"#/$defs/missing\"}", "{}"),
                Arguments.of("reference to itself", "{\"$ref\": \"#\"}", "{}"),
                Arguments.of("references that multiply", multiplying(40), "{}"),
                Arguments.of("recursion that multiplies", "{\"$defs\": {\"x\": {\"allOf\": [{\"properties\": {\"a\":"
                        + " {\"$ref\": \"#/$defs/x\"}}}, {\"properties\": {\"a\": {\"$ref\": \"#/$defs/x\"}}}]}},"
                        + " \"$ref\": \"#/$defs/x\"}", nested(60)),
                Arguments.of("levels", "{\"not\":".repeat(900) + "{}" + "}".repeat(900), "{}"),
                Arguments.of("values", "{\"enum\": [" + "1,".repeat(30_000) + "1]}", "{}"),
                Arguments.of("pattern with exponential time", "{\"pattern\": \"^(a|aa)+(\\\\1)$\"}",
                        "\"" + "a".repeat(60) + "!\""),
                Arguments.of("pattern with deep recursion", "{\"pattern\": \"^(a|b|ab)*$\"}",
                        "\"" + "ab".repeat(100_000) + "!\""),
                Arguments.of("invalid pattern", "{\"pattern\": \"(((\"}", "\"a\""),
                Arguments.of("missing", "5", "{}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("schemas")
    void isTheClientsError(String name, String schema, String reply) {
        var upstream = ScriptedUpstream.answering(reply);

        HarnessRun run = StrategyHarness.of(StructuredOutput::new, StructuredOutputConfig.class).upstream(upstream)
                .run(Formats.request(schema));

        assertThat(run.failure()).isInstanceOfSatisfying(RequestException.class, failure -> {
            assertThat(failure.status()).isEqualTo(400);
            assertThat(failure.param()).isEqualTo("response_format");
            assertThat(failure).hasMessageContaining("(expected");
        });
    }

    private static String multiplying(int levels) {
        var schema = new StringBuilder("{\"$ref\": \"#/$defs/a0\", \"$defs\": {");
        for (int i = 0; i < levels; i++) {
            schema.append("\"a").append(i).append("\": {\"allOf\": [{\"$ref\": \"#/$defs/a").append(i + 1)
                    .append("\"}, {\"$ref\": \"#/$defs/a").append(i + 1).append("\"}]}, ");
        }
        return schema.append("\"a").append(levels).append("\": {\"type\": \"object\"}}}").toString();
    }

    private static String nested(int levels) {
        return "{\"a\":".repeat(levels) + "{}" + "}".repeat(levels);
    }
}
