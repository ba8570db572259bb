package dev.ponder.kserve.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.kserve.v2.V2Test;
import dev.ponder.support.OpenAiErrors;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.Texts;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** Served models are rejected at endpoints that they do not support. */
@QuarkusTest
class UnsupportedEndpointTest extends V2Test {

    /** No upstream is called for a served model. */
    @ParameterizedTest
    @CsvSource({"chat/completions,enc,enc,400", "chat/completions,echo,echo,400", "completions,enc,enc,400",
            "completions,echo,echo,400", "chat/completions,re2-enc,enc,400", "chat/completions,none-echo,echo,400",
            "completions,bon-echo,echo,400", "chat/completions,notready,notready,503",
            "chat/completions,re2-notready,notready,503", "embeddings,gen,gen,400", "embeddings,echo,echo,400",
            "rerank,gen,gen,400", "rerank,echo,echo,400", "embeddings,notready,notready,503",
            "embeddings,re2-enc,enc,400", "embeddings,none-echo,echo,400", "embeddings,none-notready,notready,503"})
    void isRejectedInOpenAisFormat(String route, String name, String served, int status) {
        var model = upstream.named(served).plays(UpstreamScript.answers("An upstream was called."));
        for (String root : new String[]{"/v1/", "/openai/v1/"}) {
            HttpReply reply = post(root + route, route.startsWith("chat") ? Chat.ask(name) : Texts.of(route, name));

            assertThat(reply.status()).as(reply.text()).isEqualTo(status);
            JsonNode error = OpenAiErrors.of(reply);
            assertThat(error.path("message").asText()).isNotBlank();
        }
        assertThat(model.calls()).isEmpty();
    }

    /** The strategy {@code none} may be named. */
    @ParameterizedTest
    @CsvSource({"embeddings,none-enc", "rerank,none-enc"})
    void isAcceptedWithPrefixNone(String route, String name) {
        HttpReply reply = post("/v1/" + route, Texts.of(route, name));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }
}
