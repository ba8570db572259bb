package dev.ponder.resilience.matrix;

import dev.ponder.resilience.matrix.upstream.ToolCallVariants;
import dev.ponder.support.client.HttpReply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;


/** A reply of success in the words of the page: an answer is one only when every word of it is there, and its end. */
final class AnswerDescription {

    private static final int LONGEST = 120;

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
        return choices.stream().filter(choice -> !says(choice, text)).findFirst()
                .map(other -> "wrong answer: " + shortened(other.text()) + " " + other.finishReasons()
                        + other.callIds() + other.callNames() + other.callArguments())
                .orElseGet(() -> "answer" + (choices.size() > 1 ? ", " + choices.size() + " choices" : "")
                        + footnotes(reply));
    }

    private static boolean says(ReceivedChoice choice, String text) {
        return choice.text().equals(text) && choice.finishReasons().equals(List.of("stop"))
                && choice.callIds().isEmpty();
    }

    private static boolean callsTools(ReceivedChoice choice) {
        return choice.text().isEmpty() && choice.finishReasons().equals(List.of("tool_calls"))
                && choice.callIds().equals(ToolCallVariants.IDS)
                && choice.callNames().equals(List.of(ToolCallVariants.FUNCTION, ToolCallVariants.FUNCTION))
                && choice.callArguments().equals(ToolCallVariants.ARGUMENTS);
    }

    private static String footnotes(HttpReply reply) {
        JsonNode ponder = ReplyMetadata.of(reply).ponder();
        return Stream.of(ponder.has("degraded") ? ", degraded" : "",
                ponder.has("usage_estimated") ? ", usage estimated" : "").reduce("", String::concat);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
