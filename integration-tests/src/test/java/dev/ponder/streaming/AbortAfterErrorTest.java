package dev.ponder.streaming;

import dev.ponder.profiles.SmallQueueProfile;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.Visitor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** A stream that fails where the operator has it broken off: no client can take it for a whole one. */
@QuarkusTest
@TestProfile(SmallQueueProfile.class)
@Timeout(30)
class AbortAfterErrorTest extends ServerTest {

    @ParameterizedTest
    @ValueSource(strings = {"none", "re2", "speaker"})
    void breaksOffBehindItsError(String strategy) {
        var model = model().that(call -> {
            if (call.streaming()) {
                call.begin().say("It ", "is ").end();
            } else {
                call.completion("I think");
            }
        });
        var visitor = new Visitor(server, Chat.stream(strategy + "-" + model.name()));

        String all = visitor.readToTheEnd();

        assertThat(all).contains("It ", "data: {\"error\":", "data: [DONE]").doesNotEndWith("0\r\n\r\n");
    }
}
