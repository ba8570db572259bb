package dev.ponder.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ponder.profiles.LowLimitsProfile;
import dev.ponder.support.OpenAiErrors;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.LiveReply;
import dev.ponder.support.upstream.ChatJson;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/**
 * A strategy whose first text takes longer than the commit grace: keep-alives are sent meanwhile, and a failure is an event of
 * the stream.
 */
@QuarkusTest
@TestProfile(LowLimitsProfile.class)
@Timeout(30)
class LateErrorsTest extends ServerTest {

    @ParameterizedTest
    @CsvSource({"two_stage,1", "bon,3", "moa,3"})
    void areEventsOfTheStream(String strategy, int calls) throws Exception {
        var model = model();
        var response = client.chatLive(Chat.stream(strategy + "-" + model.name()));
        var first = model.next();
        try (LiveReply reply = response.join()) {
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("X-Ponder-Strategy")).isEqualTo(strategy);
            assertThat(reply.nextLine()).isEqualTo(": keep-alive");
            var failing = UpstreamScript.responds(500, ChatJson.error("Out of memory", "server_error").toString(),
                    Map.of());
            model.plays(failing);
            failing.play(first);
            for (int i = 1; i < calls; i++) {
                failing.play(model.next());
            }

            var error = OpenAiErrors.ending(HttpReply.ofStream(reply.rest()));

            assertThat(error.path("type").asText()).isEqualTo("upstream_error");
            assertThat(error.path("message").asText()).contains("500", "Out of memory");
        }
    }
}
