package dev.ponder.strategies.privacy.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.ExtraMembers;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.strategies.privacy.placeholder.PlaceholderTable;

class AnswerRestorerTest {

    private static final String VALUE = "Ann \"A\"";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final AnswerRestorer restorer = new AnswerRestorer(table(), false);
    private final List<AnswerPart> parts = new ArrayList<>();

    private static PlaceholderTable table() {
        var table = new PlaceholderTable();
        table.placeholder("PERSON", VALUE);
        return table;
    }

    /** Every channel is cut within its placeholder while the others go on. */
    @Test
    void keepsMixedChannelsApart() {
        accept(new AnswerPart.Text("a [[PER"), new AnswerPart.Reasoning("b [[PERSO"), call(0, "{\"x\": \"[[P"), call(1, "c [["),
                new AnswerPart.Refusal("d ["), new AnswerPart.Text("SON_1]]"), call(1, "PERSON_1]]"),
                new AnswerPart.Reasoning("N_1]]"), call(0, "ERSON_1]]\"}"), new AnswerPart.Refusal("[PERSON_1]]"),
                new AnswerPart.Finish(FinishReason.STOP));

        assertThat(text()).isEqualTo("a " + VALUE + "|b " + VALUE + "|d " + VALUE + "|{\"x\": \"Ann \\\"A\\\"\"}|c " + VALUE);
        assertThat(parts.get(parts.size() - 1)).isEqualTo(new AnswerPart.Finish(FinishReason.STOP));
    }

    @Test
    void sendsTheRestBeforeTheFinish() {
        accept(new AnswerPart.Text("a [[PERSON"), new AnswerPart.Reasoning("PERSON_1"), new AnswerPart.Finish(FinishReason.LENGTH));

        assertThat(text()).isEqualTo("a [[PERSON|" + VALUE + "||");
    }

    @Test
    void restoresMembersOverTheBordersOfFragments() {
        accept(extra("Hi [[PERS"), extra("ON_1]], hi [[PERSON"), new AnswerPart.Finish(FinishReason.STOP));

        var transcript = new StringBuilder();
        for (AnswerPart part : parts) {
            if (part instanceof AnswerPart.Extra extra) {
                transcript.append(extra.members().message().get("audio").path("transcript").asText());
            }
        }
        assertThat(transcript).hasToString("Hi " + VALUE + ", hi [[PERSON");
    }

    @Test
    void leavesSignedReasoningAsItIs() {
        JsonNode block = JSON.arrayNode().add(JSON.objectNode().put("text", "[[PERSON_1]]").put("signature", "x"));
        var signed = new AnswerPart.Extra(new ExtraMembers(Map.of("reasoning_details", block), Map.of(), Map.of()));
        accept(signed);

        assertThat(parts).containsExactly(signed);
    }

    private static AnswerPart extra(String transcript) {
        ObjectNode audio = JSON.objectNode().put("transcript", transcript);
        return new AnswerPart.Extra(new ExtraMembers(Map.of("audio", audio), Map.of(), Map.of()));
    }

    /** The first call is a function, the second a custom tool. */
    private static AnswerPart call(int index, String arguments) {
        return new AnswerPart.ToolCallDelta(index, null, null, arguments, index == 0 ? ToolCall.FUNCTION : ToolCall.CUSTOM,
                Map.of());
    }

    private void accept(AnswerPart... all) {
        for (AnswerPart part : all) {
            parts.addAll(restorer.accept(part));
        }
    }

    private String text() {
        var text = new StringBuilder();
        var reasoning = new StringBuilder();
        var refusal = new StringBuilder();
        var calls = new StringBuilder[]{new StringBuilder(), new StringBuilder()};
        for (AnswerPart part : parts) {
            if (part instanceof AnswerPart.Text piece) {
                text.append(piece.text());
            } else if (part instanceof AnswerPart.Reasoning piece) {
                reasoning.append(piece.text());
            } else if (part instanceof AnswerPart.Refusal piece) {
                refusal.append(piece.text());
            } else if (part instanceof AnswerPart.ToolCallDelta delta) {
                calls[delta.index()].append(delta.arguments());
            }
        }
        return text + "|" + reasoning + (refusal.isEmpty() && calls[0].isEmpty() ? "|" : "|" + refusal) + "|" + calls[0]
                + (calls[1].isEmpty() ? "" : "|" + calls[1]);
    }
}
