package dev.ponder.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.profiles.ShortKeepAliveProfile;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.LiveReply;
import dev.ponder.support.client.Texts;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** Keep-alive chunks and progress are chunks of a choice, between its role and its finish reason. */
@QuarkusTest
@TestProfile(ShortKeepAliveProfile.class)
@Timeout(30)
class KeepAliveChunksTest extends ServerTest {

    private static final String NO_TEXT = "{\"index\":0,\"text\":\"\",\"logprobs\":null,\"finish_reason\":null}";
    private static final String ROLE = "{\"role\":\"assistant\",\"content\":\"\"}";

    @Test
    void beginWithTheRole() throws Exception {
        var model = model();
        var response = client.chatLive(Chat.stream("two_stage-" + model.name()));
        var thinking = model.next();
        try (LiveReply reply = response.join()) {
            assertThat(delta(reply.next())).hasToString(ROLE);
            assertThat(delta(reply.next())).isEmpty();
            assertThat(delta(reply.next())).isEmpty();
            model.plays(UpstreamScript.answers("It is 391."));
            thinking.completion("Well.");

            List<JsonNode> choices = HttpReply.ofStream(reply.rest()).choices().toList();
            assertThat(choices).noneMatch(choice -> choice.path("delta").has("role"));
            assertThat(choices.get(choices.size() - 1).path("finish_reason").asText()).isEqualTo("stop");
            assertThat(choices.subList(0, choices.size() - 1))
                    .allMatch(choice -> choice.path("finish_reason").isNull());
        }
    }

    @Test
    void withProgressUseTheConfiguredField() {
        var model = model().plays(UpstreamScript.answers("It is 391."));

        HttpReply reply = client.chat(Chat.stream("moa-" + model.name()));
        List<JsonNode> choices = reply.choices().toList();

        assertThat(choices.get(0).path("delta")).hasToString(ROLE);
        assertThat(choices).anyMatch(choice -> choice.path("delta").path("reasoning").asText().startsWith("draft 1/"));
        assertThat(reply.text()).doesNotContain("reasoning_content");
        assertThat(reply.content(0)).isEqualTo("It is 391.");
        assertThat(choices.get(choices.size() - 1).path("finish_reason").asText()).isEqualTo("stop");
    }

    @Test
    void areEmptyTextsInTextCompletions() throws Exception {
        var model = model();
        var response = client.at("/v1/completions").chatLive(Texts.complete("two_stage-" + model.name())
                .put("stream", true));
        var thinking = model.next();
        try (LiveReply reply = response.join()) {
            for (int i = 0; i < 3; i++) {
                assertThat(reply.next().path("choices").path(0)).hasToString(NO_TEXT);
            }
            model.plays(UpstreamScript.answers("It is 391."));
            thinking.completion("Well.");

            HttpReply rest = HttpReply.ofStream(reply.rest());
            assertThat(rest.completion(0)).isEqualTo("It is 391.");
            assertThat(rest.finishReasons(0)).containsExactly("stop");
            assertThat(rest.text()).doesNotContain("reasoning", "role");
        }
    }

    private static JsonNode delta(JsonNode chunk) {
        return chunk.path("choices").path(0).path("delta");
    }
}
