package dev.ponder.resilience.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.resilience.matrix.upstream.ToolCallVariants;
import dev.ponder.support.client.HttpReply;

/** Describes a successful reply as the page does. It is an "answer" only if the whole text and the end are there. */
final class AnswerDescription {

    private static final int MAX_LENGTH = 120;

    private AnswerDescription() {
    }

    static String of(HttpReply reply, String text) {
        if (reply.header("Content-Type").startsWith("text/event-stream")) {
            assertThat(reply.events()).as(shortened(reply.text())).containsOnlyOnce("[DONE]").endsWith("[DONE]");
        }
        Collection<ReceivedChoice> choices = ReceivedChoice.of(reply);
        if (choices.isEmpty()) {
            return "no choice";
        }
        if (choices.stream().allMatch(AnswerDescription::callsTools)) {
            return "tool calls";
        }
        if (choices.stream().allMatch(AnswerDescription::callsToolsByOtherIds)) {
            return "tool calls, generated ids";
        }
        return choices.stream().filter(choice -> !isExpected(choice, text)).findFirst()
                .map(other -> "wrong answer: " + shortened(other.text()) + " " + other.finishReasons()
                        + other.callIds() + other.callNames() + other.callArguments())
                .orElseGet(() -> "answer" + (choices.size() > 1 ? ", " + choices.size() + " choices" : "")
                        + remarks(reply));
    }

    private static boolean isExpected(ReceivedChoice choice, String text) {
        return choice.text().equals(text) && choice.finishReasons().equals(List.of("stop"))
                && choice.callIds().isEmpty();
    }

    private static boolean callsTools(ReceivedChoice choice) {
        return choice.callIds().equals(ToolCallVariants.IDS) && hasBothCalls(choice);
    }

    private static boolean callsToolsByOtherIds(ReceivedChoice choice) {
        return choice.callIds().stream().filter(id -> !id.isBlank()).distinct().count() == 2 && hasBothCalls(choice);
    }

    private static boolean hasBothCalls(ReceivedChoice choice) {
        return choice.text().isEmpty() && choice.finishReasons().equals(List.of("tool_calls"))
                && choice.callNames().equals(List.of(ToolCallVariants.FUNCTION, ToolCallVariants.FUNCTION))
                && choice.callArguments().equals(ToolCallVariants.ARGUMENTS);
    }

    private static String remarks(HttpReply reply) {
        JsonNode ponder = ReplyMetadata.of(reply).ponder();
        return Stream.of(ponder.has("degraded") ? ", degraded" : "",
                ponder.has("usage_estimated") ? ", usage estimated" : "").reduce("", String::concat);
    }

    private static String shortened(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
    }
}
