package dev.ponder.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.faults.client.Received;
import dev.ponder.it.Errors;
import dev.ponder.it.client.Reply;

/** What a client got, in the words of the page. An error keeps the rules of errors, an answer those of answers. */
final class Outcome {

    private Outcome() {
    }

    static String of(Cell cell, Received received) {
        if (received.reply().isEmpty()) {
            return "closed without a reply";
        }
        Reply reply = Spelling.usual(received.reply().get());
        String words = received.whole() ? words(cell, reply) : reply.status() + ", broken off";
        if (words.equals(cell.expected())) {
            cell.row().check(cell, reply);
        }
        return words;
    }

    private static String words(Cell cell, Reply reply) {
        if (reply.status() != 200) {
            return reply.status() + " " + code(Errors.of(reply));
        }
        boolean stream = reply.header("Content-Type").startsWith("text/event-stream");
        assertThat(stream).as("event stream").isEqualTo(cell.column().streamed());
        if (stream && reply.chunks().stream().anyMatch(chunk -> chunk.has("error"))) {
            assertThat(cell.row().text(cell.column())).as("answer so far").startsWith(reply.content(0));
            return "error event " + code(Errors.ending(reply));
        }
        return AnswerWords.of(reply, cell.row().text(cell.column()));
    }

    private static String code(JsonNode error) {
        return error.path("code").isTextual() ? error.path("code").asText() : error.path("type").asText();
    }
}
