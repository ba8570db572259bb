package dev.ponder.kserve.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.kserve.v2.V2Test;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.Texts;
import io.quarkus.test.junit.QuarkusTest;

/** A served chat model by OpenAI's endpoints. */
@QuarkusTest
class ServedChatModelTest extends V2Test {

    @ParameterizedTest
    @CsvSource({"/v1,gen,hello,t0 t1 t2", "/openai/v1,gen,hello,t0 t1 t2", "/v1,re2-gen,hello,t0 t1 t2",
            "/v1,bon-gen,hello,hello", "/openai/v1,bon-gen,hello,hello"})
    void chatsAndCompletesWithAndWithoutStreams(String root, String model, String whole, String streamed) {
        HttpReply chat = post(root + "/chat/completions", Chat.ask(model));
        assertThat(chat.content(0)).as(chat.text()).isEqualTo(whole);
        assertThat(chat.json().path("model").asText()).isEqualTo(model);
        assertThat(post(root + "/completions", Texts.complete(model)).completion(0)).isEqualTo(whole);

        HttpReply stream = post(root + "/chat/completions", Chat.streamWithUsage(model));
        assertThat(stream.header("Content-Type")).isEqualTo("text/event-stream; charset=utf-8");
        assertThat(stream.events()).last().isEqualTo("[DONE]");
        assertThat(stream.content(0)).as(stream.text()).isEqualTo(streamed);
        assertThat(stream.finishReasons(0)).containsExactly("stop");
        assertThat(post(root + "/completions", Texts.complete(model).put("stream", true)).completion(0))
                .isEqualTo(streamed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "re2-"})
    void answersEachOfSeveralPrompts(String strategy) {
        HttpReply reply = post("/v1/completions", Texts.complete(strategy + "gen", "a", "b"));

        assertThat(reply.json().path("choices")).as(reply.text()).hasSize(2);
        assertThat(reply.completion(1)).isEqualTo("hello");
    }

    /** The model reports no usage, so the usage is estimated, in whole responses and in streams. */
    @ParameterizedTest
    @ValueSource(strings = {"gen", "re2-gen"})
    void hasItsUsageEstimated(String model) {
        HttpReply whole = post("/v1/chat/completions", Chat.ask(model));
        HttpReply stream = post("/v1/chat/completions", Chat.streamWithUsage(model));

        assertThat(whole.json().at("/usage/total_tokens").asInt()).as(whole.text()).isPositive();
        assertThat(whole.text()).contains("\"usage_estimated\":true");
        assertThat(stream.chunks()).as(stream.text())
                .anySatisfy(chunk -> assertThat(chunk.at("/usage/total_tokens").asInt()).isPositive());
        assertThat(stream.text()).contains("\"usage_estimated\":true");
    }
}
