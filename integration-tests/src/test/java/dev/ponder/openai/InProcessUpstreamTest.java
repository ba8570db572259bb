package dev.ponder.openai;

import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.junit.QuarkusTest;

/** An upstream that nothing can be handed on to is asked by the engine, by no strategy. */
@QuarkusTest
class InProcessUpstreamTest extends ServerTest {

    @ParameterizedTest
    @CsvSource({"recluse,false", "recluse,true", "none-recluse,false", "none-recluse,true"})
    void isAnsweredByNoStrategy(String model, boolean stream) {
        HttpReply reply = client.chat(Chat.ask(model).put("stream", stream));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.header("X-Ponder-Strategy")).isEqualTo("none");
        assertThat(reply.header("X-Ponder-Streaming")).isEqualTo("native");
        assertThat(reply.content(0)).isEqualTo("What is 17*23?");
        assertThat(reply.text()).contains("\"model\":\"" + model + "\"", "\"finish_reason\":\"stop\"");
    }
}
