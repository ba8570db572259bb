package dev.ponder.resilience.matrix;

import dev.ponder.support.OpenAiErrors;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.RawResponse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;


/** What a client got, in the words of the page. An error keeps the rules of errors, an answer those of answers. */
final class ClientOutcome {

    private ClientOutcome() {
    }

    static String of(ScenarioRun cell, RawResponse received) {
        if (received.reply().isEmpty()) {
            return "closed without a reply";
        }
        HttpReply reply = SseSpacing.usual(received.reply().get());
        String words = received.whole() ? words(cell, reply) : reply.status() + ", broken off";
        if (words.equals(cell.expected())) {
            cell.row().check(cell, reply);
        }
        return words;
    }

    private static String words(ScenarioRun cell, HttpReply reply) {
        if (reply.status() != 200) {
            return reply.status() + " " + code(OpenAiErrors.of(reply));
        }
        boolean stream = reply.header("Content-Type").startsWith("text/event-stream");
        assertThat(stream).as("event stream").isEqualTo(cell.column().streamed());
        if (stream && reply.chunks().stream().anyMatch(chunk -> chunk.has("error"))) {
            assertThat(cell.row().text(cell.column())).as("answer so far").startsWith(reply.content(0));
            return "error event " + code(OpenAiErrors.ending(reply));
        }
        return AnswerDescription.of(reply, cell.row().text(cell.column()));
    }

    private static String code(JsonNode error) {
        return error.path("code").isTextual() ? error.path("code").asText() : error.path("type").asText();
    }
}
