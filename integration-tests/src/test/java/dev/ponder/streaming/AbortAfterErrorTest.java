package dev.ponder.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.profiles.SmallQueueProfile;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.RawHttpClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** With {@code abort-after-error} a failed stream has no last chunk, so no client reads it as complete. */
@QuarkusTest
@TestProfile(SmallQueueProfile.class)
@Timeout(30)
class AbortAfterErrorTest extends ServerTest {

    @ParameterizedTest
    @ValueSource(strings = {"none", "re2", "two_stage"})
    void isAbortedAfterTheErrorEvent(String strategy) {
        var model = model().plays(call -> {
            if (call.streaming()) {
                call.begin().say("It ", "is ").end();
            } else {
                call.completion("I think");
            }
        });
        var raw = new RawHttpClient(server).chat(Chat.stream(strategy + "-" + model.name()));

        String all = raw.readToEnd();

        assertThat(all).contains("It ", "data: {\"error\":", "data: [DONE]").doesNotEndWith("0\r\n\r\n");
    }
}
