package dev.ponder.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.LiveReply;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.FakeModel;
import io.quarkus.test.junit.QuarkusTest;

/** The upstream continues only after the client has read the previous chunk, so nothing in between may buffer it. */
@QuarkusTest
@Timeout(30)
class FirstByteTest extends ServerTest {

    @ParameterizedTest
    @CsvSource({"none,0", "re2,0", "two_stage,1", "moa,4"})
    void arrivesBeforeTheUpstreamEnds(String strategy, int callsBefore) throws Exception {
        var model = model();
        var response = client.chatLive(Chat.stream(strategy + "-" + model.name()));
        answer(model, callsBefore);
        FakeCall answering = model.next();

        answering.begin().say("First ");
        try (LiveReply reply = response.join()) {
            assertThat(reply.nextContent()).isEqualTo("First ");
            answering.say("second ");
            assertThat(reply.nextContent()).isEqualTo("second ");
            answering.say("third.").finish("stop");
            assertThat(reply.nextContent()).isEqualTo("third.");
            assertThat(reply.rest()).contains("\"finish_reason\":\"stop\"").endsWith("data: [DONE]\n\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = "cot_reflection")
    void arrivesAsSoonAsTheOutputTagIsOpen(String strategy) throws Exception {
        var model = model();
        var response = client.chatLive(Chat.stream(strategy + "-" + model.name()));
        FakeCall answering = model.next();
        String output = answering.prompt().replaceAll("(?s).*Between <(output[^>]*)> and.*", "$1");

        answering.begin().say("<" + output + ">", "First ", "second ");
        try (LiveReply reply = response.join()) {
            assertThat(reply.nextContent()).startsWith("First");
            answering.say("third.", "</" + output + ">").finish("stop");
            assertThat(reply.rest()).contains("third").endsWith("data: [DONE]\n\n");
        }
    }

    /** Answers the calls of all stages but the last one, each with a different text. */
    private static void answer(FakeModel model, int calls) {
        for (int i = 0; i < calls; i++) {
            model.next().completion("Draft number " + i);
        }
    }
}
