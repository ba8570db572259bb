package dev.ponder.kserve.openai;

import dev.ponder.kserve.v2.V2Test;
import dev.ponder.support.OpenAiErrors;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.Texts;
import dev.ponder.support.upstream.UpstreamScript;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.test.junit.QuarkusTest;

/** A model is asked for what it does not do. */
@QuarkusTest
class UnsupportedEndpointTest extends V2Test {

    /** No upstream is to be asked for a model that is served here. */
    @ParameterizedTest
    @CsvSource({"chat/completions,enc,enc,400", "chat/completions,echo,echo,400", "completions,enc,enc,400",
            "completions,echo,echo,400", "chat/completions,re2-enc,enc,400", "chat/completions,none-echo,echo,400",
            "completions,bon-echo,echo,400", "chat/completions,notready,notready,503",
            "chat/completions,re2-notready,notready,503", "embeddings,gen,gen,400", "embeddings,echo,echo,400",
            "rerank,gen,gen,400", "rerank,echo,echo,400", "embeddings,notready,notready,503",
            "embeddings,re2-enc,enc,400", "embeddings,none-echo,echo,400", "embeddings,none-notready,notready,503"})
    void isRefusedInOpenAisShape(String route, String name, String served, int status) {
        var model = upstream.named(served).that(UpstreamScript.says("An upstream was asked."));
        for (String root : new String[]{"/v1/", "/openai/v1/"}) {
            HttpReply reply = post(root + route, route.startsWith("chat") ? Chat.ask(name) : Texts.of(route, name));

            assertThat(reply.status()).as(reply.text()).isEqualTo(status);
            JsonNode error = OpenAiErrors.of(reply);
            assertThat(error.path("message").asText()).isNotBlank();
        }
        assertThat(model.calls()).isEmpty();
    }

    /** One that leaves everything as it is may be named. */
    @ParameterizedTest
    @CsvSource({"embeddings,none-enc", "rerank,none-enc"})
    void isAllRightWithoutAStrategy(String route, String name) {
        HttpReply reply = post("/v1/" + route, Texts.of(route, name));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }
}
