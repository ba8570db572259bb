package dev.ponder.docs;

import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import dev.ponder.runtime.engine.ParameterScope;

/** The table of parameters on the page of strategies is that of the engine. */
class ParameterTableTest {

    private static final String HEAD = """

            | Calls that have the parameter | Parameters |
            |---|---|
            """;

    private static final Map<ParameterScope, String> CALLS = Map.of(
            ParameterScope.EVERY_CALL, "every call: what decides where a prompt may go, who pays for it and how the"
                    + " conversation is put before the model, and every parameter that is not in this table",
            ParameterScope.ANSWER, "calls that write the answer or a candidate for it: what decides the answer's form",
            ParameterScope.SAMPLING, "the same calls, where the strategy has no value of its own: sampling");

    @Test
    void thePageListsTheScopeOfEachParameter() {
        var table = new StringBuilder(HEAD);
        for (ParameterScope scope : ParameterScope.values()) {
            String names = scope.parameters().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
            table.append("| ").append(CALLS.get(scope)).append(" | ").append(names).append(" |\n");
        }
        new Document("docs/concepts/strategies.md").holds("<!-- parameters: begin -->", "<!-- parameters: end -->",
                table.toString());
    }
}
