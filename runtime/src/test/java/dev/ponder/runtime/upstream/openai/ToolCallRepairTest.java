package dev.ponder.runtime.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Calls are put together as OpenAI's own clients do: by index, with the first id, and names and arguments joined. */
class ToolCallRepairTest {

    private final AtomicInteger ids = new AtomicInteger();
    private final ToolCallRepair repair = new ToolCallRepair(() -> "made-" + ids.incrementAndGet());

    private String calls(String... pieces) {
        var names = new TreeMap<Integer, String>();
        Map<Integer, String> callIds = new TreeMap<>();
        var arguments = new TreeMap<Integer, String>();
        for (String text : pieces) {
            var piece = (ObjectNode) Fixtures.json(text);
            repair.repair(piece);
            int index = piece.get("index").intValue();
            callIds.merge(index, piece.path("id").asText(""), String::concat);
            names.merge(index, piece.path("function").path("name").asText(""), String::concat);
            arguments.merge(index, piece.path("function").path("arguments").asText(""), String::concat);
        }
        var all = new StringBuilder();
        names.forEach((index, name) -> all.append(all.length() == 0 ? "" : " | ").append(index).append(' ')
                .append(callIds.get(index)).append(' ').append(name).append(' ').append(arguments.get(index)));
        return all.toString();
    }

    private boolean changes(String piece) {
        var json = (ObjectNode) Fixtures.json(piece);
        JsonNode before = json.deepCopy();
        boolean changed = repair.repair(json);
        assertThat(!json.equals(before)).as("what it says of %s", piece).isEqualTo(changed);
        return changed;
    }

    private static String fn(String name, String arguments) {
        return "'function': {" + (name == null ? "" : "'name': '" + name + "', ") + "'arguments': '" + arguments + "'}";
    }

    @Test
    void piecesWithoutAFaultAreUnchanged() {
        assertThat(changes("{'index': 0, 'id': 'a', 'type': 'function', 'function': {'name': 'f', 'arguments': ''}}"))
                .isFalse();
        assertThat(changes("{'index': 0, 'function': {'arguments': '{}'}}")).isFalse();
        assertThat(changes("{'index': 1, 'id': 'b', 'type': 'function', 'function': {'name': 'g', 'arguments': '{'}}"))
                .isFalse();
        assertThat(changes("{'index': 0, 'id': '', 'function': {'name': '', 'arguments': ' '}}")).isFalse();
        assertThat(changes("{'index': 1, 'id': null, 'function': {'name': null, 'arguments': '}'}}")).isFalse();
        assertThat(changes("{'index': 1, 'function': {'arguments': null}}")).isFalse();
    }

    @Test
    void callsWithoutIdsThatReuseTheIndex() {
        assertThat(calls("{'index': 0, " + fn("read", "[0]") + "}", "{'index': 0, " + fn("write", "[1]") + "}",
                "{'index': 0, " + fn("read", "[2]") + "}"))
                .isEqualTo("0 made-1 read [0] | 1 made-2 write [1] | 2 made-3 read [2]");
    }

    @Test
    void callsWithoutIdsThatReuseTheIndexAndArriveInPieces() {
        assertThat(calls("{'index': 0, " + fn("read", "") + "}", "{'index': 0, " + fn(null, "[0") + "}",
                "{'index': 0, " + fn(null, "]") + "}", "{'index': 0, " + fn("read", "") + "}",
                "{'index': 0, " + fn(null, "[1]") + "}"))
                .isEqualTo("0 made-1 read [0] | 1 made-2 read [1]");
    }

    @Test
    void callsWithBlankIdsAndWithoutAnIndex() {
        assertThat(calls("{'id': '', " + fn("read", "[0]") + "}", "{'id': ' ', " + fn("read", "[1]") + "}",
                "{'id': null, " + fn("read", "[2]") + "}"))
                .isEqualTo("0 made-1 read [0] | 1 made-2 read [1] | 2 made-3 read [2]");
    }

    @Test
    void callsWithAnIndexAndWithoutIds() {
        assertThat(calls("{'index': 0, " + fn("read", "[0]") + "}", "{'index': 1, " + fn("write", "[1]") + "}"))
                .isEqualTo("0 made-1 read [0] | 1 made-2 write [1]");
    }

    @Test
    void aNewIdInEachPieceIsOneCall() {
        assertThat(calls("{'index': 0, 'id': 'x', " + fn("read", "") + "}",
                "{'index': 0, 'id': 'y', " + fn(null, "[") + "}",
                "{'index': 0, 'id': 'z', " + fn(null, "0]") + "}"))
                .isEqualTo("0 x read [0]");
        assertThat(calls("{'index': 1, 'id': 'p', " + fn("read", "") + "}",
                "{'index': 1, 'id': 'q', " + fn("read", "[1]") + "}"))
                .as("with the name in each").isEqualTo("1 p read [1]");
    }

    @Test
    void idsAreText() {
        assertThat(calls("{'index': 0, 'id': 17, " + fn("read", "[0]") + "}",
                "{'index': 1, 'id': 18, " + fn("write", "[1]") + "}"))
                .isEqualTo("0 17 read [0] | 1 18 write [1]");
    }

    @Test
    void aReusedIndexWithIds() {
        assertThat(calls("{'index': 0, 'id': 'a', " + fn("f", "[1") + "}",
                "{'index': 0, 'id': 'b', " + fn("g", "[2") + "}",
                "{'index': 0, 'id': 'a', " + fn(null, "]") + "}", "{'index': 0, 'id': 'b', " + fn(null, "]") + "}"))
                .isEqualTo("0 a f [1] | 1 b g [2]");
    }

    @Test
    void theSameIdForEachCall() {
        assertThat(calls("{'index': 0, 'id': 'a', " + fn("f", "[1]") + "}",
                "{'index': 0, 'id': 'a', " + fn("f", "[2]") + "}",
                "{'index': 1, 'id': 'a', " + fn("g", "[3]") + "}"))
                .isEqualTo("0 a f [1] | 1 made-1 f [2] | 2 made-2 g [3]");
    }

    @Test
    void aMissingIndexIsTheCallOfTheIdElseTheCurrentOne() {
        assertThat(calls("{'id': 'a', " + fn("f", "[1") + "}", "{" + fn(null, ",2") + "}",
                "{'id': 'b', " + fn("g", "[3]") + "}",
                "{'id': 'a', " + fn(null, "]") + "}"))
                .isEqualTo("0 a f [1,2] | 1 b g [3]");
    }

    @Test
    void piecesOfParallelCallsMayAlternate() {
        assertThat(calls("{'index': 0, 'id': 'a', " + fn("f", "") + "}", "{'index': 1, 'id': 'b', " + fn("g", "") + "}",
                "{'index': 0, " + fn(null, "[1]") + "}", "{'index': 1, " + fn(null, "[2]") + "}"))
                .isEqualTo("0 a f [1] | 1 b g [2]");
    }

    @Test
    void indexesHaveNoGaps() {
        assertThat(calls("{'index': 1, 'id': 'a', " + fn("f", "[") + "}",
                "{'index': 4, 'id': 'b', " + fn("g", "[2]") + "}",
                "{'index': 1, " + fn(null, "1]") + "}"))
                .isEqualTo("0 a f [1] | 1 b g [2]");
    }

    @Test
    void anIndexThatCountsPiecesIsOneCall() {
        assertThat(calls("{'index': 0, 'id': 'a', " + fn("f", "") + "}", "{'index': 1, " + fn(null, "[1") + "}",
                "{'index': 2, 'id': 'a', " + fn(null, "]") + "}"))
                .isEqualTo("0 a f [1]");
    }

    @Test
    void anIndexMayBeTextOrMissingInTheFirstPieceOnly() {
        assertThat(calls("{'index': '0', 'id': 'a', " + fn("f", "[") + "}", "{'index': '0', " + fn(null, "1]") + "}"))
                .isEqualTo("0 a f [1]");
        assertThat(calls("{'id': 'c', " + fn("h", "[") + "}", "{'index': 7, " + fn(null, "2]") + "}"))
                .isEqualTo("1 c h [2]");
    }

    @Test
    void aNameInEachPieceComesOnce() {
        assertThat(
                calls("{'index': 0, 'id': 'a', " + fn("f", "[") + "}", "{'index': 0, 'id': 'a', " + fn("f", "1]") + "}",
                        "{'index': 0, 'id': 'a', " + fn("f", "") + "}", "{'index': 0, " + fn("f", "") + "}"))
                .isEqualTo("0 a f [1]");
    }

    @Test
    void aNameMayArriveInPiecesOrWholeEachTime() {
        assertThat(calls("{'index': 0, 'id': 'a', " + fn("get_", "") + "}", "{'index': 0, " + fn("weather", "") + "}",
                "{'index': 0, " + fn(null, "[1]") + "}"))
                .isEqualTo("0 a get_weather [1]");
        assertThat(calls("{'index': 1, 'id': 'b', " + fn("get_", "") + "}", "{'index': 1, " + fn("get_time", "") + "}"))
                .isEqualTo("1 b get_time ");
    }

    @Test
    void anotherNameAndIdIsAnotherCallEvenWithoutArguments() {
        assertThat(
                calls("{'index': 0, 'id': 'a', " + fn("f", "") + "}", "{'index': 0, 'id': 'b', " + fn("g", "") + "}"))
                .isEqualTo("0 a f  | 1 b g ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'a': '}'", "{'a': '\\\\'", "[{}", "'open"})
    void bracketsInTextsDoNotEndArguments(String open) {
        var first = (ObjectNode) Fixtures.json("{'index': 0, 'id': 'a', 'function': {'name': 'f'}}");
        ((ObjectNode) first.get("function")).put("arguments", open.replace('\'', '"'));
        repair.repair(first);
        var second = (ObjectNode) Fixtures.json("{'index': 0, " + fn("f", "x") + "}");
        repair.repair(second);
        assertThat(second.get("index").intValue()).isZero();
    }

    @Test
    void argumentsAreText() {
        assertThat(calls("{'index': 0, 'id': 'a', 'function': {'name': 'f', 'arguments': {'x': 1}}}",
                "{'index': 1, 'id': 'b', 'function': {'name': 'g', 'arguments': null}}"))
                .isEqualTo("0 a f {\"x\":1} | 1 b g ");
        var piece = (ObjectNode) Fixtures.json("{'index': 2, 'id': 'c', 'function': {'name': 'h', 'arguments': null}}");
        repair.repair(piece);
        assertThat(piece.at("/function/arguments").isTextual()).isTrue();
    }

    @Test
    void aNameOutsideOfTheFunctionIsMovedIntoIt() {
        assertThat(calls("{'id': 'a', 'name': 'f', 'arguments': '[1]'}")).isEqualTo("0 a f [1]");
    }

    @Test
    void unknownMembersAreKept() {
        var piece = (ObjectNode) Fixtures.json("{'id': 'a', 'extra_content': {'google': 1}, " + fn("f", "{}") + "}");
        repair.repair(piece);
        assertThat(piece).isEqualTo(Fixtures.json(
                "{'id': 'a', 'extra_content': {'google': 1}, " + fn("f", "{}") + ", 'index': 0, 'type': 'function'}"));
    }

    @Test
    void customCallsKeepTheirForm() {
        assertThat(changes("{'index': 0, 'id': 'a', 'type': 'custom', 'custom': {'name': 'sql', 'input': ''}}"))
                .isFalse();
        assertThat(changes("{'index': 0, 'custom': {'input': 'SELECT {'}}")).isFalse();
        assertThat(changes("{'index': 0, 'id': 'b', 'type': 'custom', 'custom': {'name': 'sql', 'input': ''}}"))
                .isTrue();
    }

    @Test
    void callsOfACompletion() {
        JsonNode calls = Fixtures
                .json("""
                        [{'id': '', 'function': {'name': 'read', 'arguments': {'p': 0}}}, {'id': 9, 'type': 'function', 'function': {'name': 'f'}},
                         {'id': 'a', 'type': 'function', 'function': {'name': 'f', 'arguments': '{}'}},
                         {'id': 'a', 'type': 'custom', 'custom': {'name': 'f', 'input': 'x'}}]""");

        assertThat(repair.repairWhole(calls)).isTrue();
        assertThat(calls).isEqualTo(Fixtures.json("""
                [{'id': 'made-1', 'function': {'name': 'read', 'arguments': '{\\'p\\':0}'}, 'type': 'function'},
                 {'id': '9', 'type': 'function', 'function': {'name': 'f', 'arguments': ''}},
                 {'id': 'a', 'type': 'function', 'function': {'name': 'f', 'arguments': '{}'}},
                 {'id': 'made-2', 'type': 'custom', 'custom': {'name': 'f', 'input': 'x'}}]"""));
        assertThat(new ToolCallRepair().repairWhole(calls)).as("again").isFalse();
    }

    @Test
    void idsDifferFromThoseOfOtherTurns() {
        var first = (ObjectNode) Fixtures.json("{'index': 0, " + fn("f", "{}") + "}");
        ObjectNode second = first.deepCopy();
        new ToolCallRepair().repair(first);
        new ToolCallRepair().repair(second);
        assertThat(first.get("id").asText()).startsWith("call_").hasSize(29).isNotEqualTo(second.get("id").asText());
    }

    @Test
    void itReportsWhetherThereWasAnyCall() {
        assertThat(repair.seen()).isFalse();
        calls("{'index': 0, 'id': 'a'}");
        assertThat(repair.seen()).isTrue();
    }
}
