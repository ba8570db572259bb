package dev.ponder.resilience.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.support.OpenAiErrors;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.RawResponse;

/** Describes what a client received as the page does, and checks the format of errors and streams. */
final class ClientOutcome {

    private ClientOutcome() {
    }

    static String of(ScenarioRun run, RawResponse received) {
        if (received.reply().isEmpty()) {
            return "closed without a reply";
        }
        HttpReply reply = SseSpacing.normalized(received.reply().get());
        String description = received.complete() ? description(run, reply) : reply.status() + ", truncated";
        if (description.equals(run.expected())) {
            run.scenario().check(run, reply);
        }
        return description;
    }

    private static String description(ScenarioRun run, HttpReply reply) {
        if (reply.status() != 200) {
            return reply.status() + " " + code(OpenAiErrors.of(reply));
        }
        boolean stream = reply.header("Content-Type").startsWith("text/event-stream");
        assertThat(stream).as("event stream").isEqualTo(run.mode().streamed());
        if (stream && reply.chunks().stream().anyMatch(chunk -> chunk.has("error"))) {
            assertThat(run.scenario().text(run.mode())).as("answer so far").startsWith(reply.content(0));
            return "error event " + code(OpenAiErrors.ending(reply));
        }
        return AnswerDescription.of(reply, run.scenario().text(run.mode()));
    }

    private static String code(JsonNode error) {
        return error.path("code").isTextual() ? error.path("code").asText() : error.path("type").asText();
    }
}
