package dev.ponder.docs;

import static io.restassured.RestAssured.get;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

/** The README's table of strategies matches {@code /v1/strategies}. */
@QuarkusTest
class StrategyTableTest {

    private static final Set<Object> OF_THE_TESTS = Set.of("second_thought", "first_of_n", "two_stage",
            "event_loop_probe");
    private static final String HEAD = """

            | id | technique | streams | calls | depth | paper |
            |---|---|---|---|---|---|
            """;

    @Test
    void theReadmeListsTheStrategies() {
        List<Map<String, Object>> strategies = get("/v1/strategies").jsonPath().getList("data");
        var table = new StringBuilder(HEAD);
        strategies.stream()
                .filter(strategy -> !OF_THE_TESTS.contains(strategy.get("id")))
                .forEach(strategy -> table.append(row(strategy)));
        new Document("README.md").holds("<!-- strategies: begin -->", "<!-- strategies: end -->", table.toString());
    }

    private static String row(Map<String, Object> strategy) {
        String paper = String.valueOf(strategy.get("paper"));
        String link = paper.startsWith("arXiv:")
                ? "[" + paper + "](https://arxiv.org/abs/" + paper.substring("arXiv:".length()) + ")"
                : paper;
        return "| `%s` | **%s.** %s | %s | %s | %s | %s |%n".formatted(strategy.get("id"), strategy.get("title"),
                strategy.get("summary"), strategy.get("streaming"), strategy.get("calls"), strategy.get("depth"), link);
    }
}
