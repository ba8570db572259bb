package dev.ponder.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import io.quarkus.test.junit.QuarkusTest;

/** An upstream that does not relay is called by the engine with strategy {@code none}. */
@QuarkusTest
class InProcessUpstreamTest extends ServerTest {

    @ParameterizedTest
    @CsvSource({"in-process,false", "in-process,true", "none-in-process,false", "none-in-process,true"})
    void isAnsweredByNoStrategy(String model, boolean stream) {
        HttpReply reply = client.chat(Chat.ask(model).put("stream", stream));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.header("X-Ponder-Strategy")).isEqualTo("none");
        assertThat(reply.header("X-Ponder-Streaming")).isEqualTo("native");
        assertThat(reply.content(0)).isEqualTo("What is 17*23?");
        assertThat(reply.text()).contains("\"model\":\"" + model + "\"", "\"finish_reason\":\"stop\"");
    }
}
