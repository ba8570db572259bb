package dev.ponder.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.faults.upstream.ToolCalls;
import dev.ponder.it.client.Reply;

/** A reply of success in the words of the page: an answer is one only when every word of it is there, and its end. */
final class AnswerWords {

    private static final int LONGEST = 120;

    private AnswerWords() {
    }

    static String of(Reply reply, String text) {
        if (reply.header("Content-Type").startsWith("text/event-stream")) {
            assertThat(reply.events()).as(shortened(reply.text())).containsOnlyOnce("[DONE]").endsWith("[DONE]");
        }
        Collection<Choice> choices = Choice.of(reply);
        if (choices.isEmpty()) {
            return "no choice";
        }
        if (choices.stream().allMatch(AnswerWords::callsTools)) {
            return "tool calls";
        }
        return choices.stream().filter(choice -> !says(choice, text)).findFirst()
                .map(other -> "wrong answer: " + shortened(other.text()) + " " + other.finishReasons()
                        + other.callIds() + other.callNames() + other.callArguments())
                .orElseGet(() -> "answer" + (choices.size() > 1 ? ", " + choices.size() + " choices" : "")
                        + footnotes(reply));
    }

    private static boolean says(Choice choice, String text) {
        return choice.text().equals(text) && choice.finishReasons().equals(List.of("stop"))
                && choice.callIds().isEmpty();
    }

    private static boolean callsTools(Choice choice) {
        return choice.text().isEmpty() && choice.finishReasons().equals(List.of("tool_calls"))
                && choice.callIds().equals(ToolCalls.IDS)
                && choice.callNames().equals(List.of(ToolCalls.FUNCTION, ToolCalls.FUNCTION))
                && choice.callArguments().equals(ToolCalls.ARGUMENTS);
    }

    private static String footnotes(Reply reply) {
        JsonNode ponder = Figures.of(reply).ponder();
        return Stream.of(ponder.has("degraded") ? ", degraded" : "",
                ponder.has("usage_estimated") ? ", usage estimated" : "").reduce("", String::concat);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
