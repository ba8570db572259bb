package dev.ponder.kserve.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.kserve.v2.V2Test;
import dev.ponder.support.OpenAiErrors;
import dev.ponder.support.client.HttpReply;
import io.quarkus.test.junit.QuarkusTest;

/** A served encoder model by OpenAI's endpoints for embeddings and rerank. */
@QuarkusTest
class ServedEncoderTest extends V2Test {

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/openai/v1"})
    void embedsTexts(String root) {
        JsonNode one = post(root + "/embeddings", body("\"input\":\"a\"")).json();
        JsonNode two = post(root + "/embeddings", body("\"input\":[\"a\",\"b\"]")).json();

        assertThat(one.path("object").asText()).isEqualTo("list");
        assertThat(one.path("model").asText()).isEqualTo("enc");
        assertThat(one.path("data"))
                .hasToString("[{\"object\":\"embedding\",\"index\":0,\"embedding\":[0.1,0.2]}]");
        assertThat(two.path("data")).extracting(entry -> entry.path("index").asInt()).containsExactly(0, 1);
        assertThat(two.path("usage").path("total_tokens").asInt()).isPositive();
    }

    @Test
    void embedsInBase64() {
        String text = post("/v1/embeddings", body("\"input\":\"a\",\"encoding_format\":\"base64\"")).json()
                .at("/data/0/embedding").textValue();

        ByteBuffer vector = ByteBuffer.wrap(Base64.getDecoder().decode(text)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(vector.remaining()).isEqualTo(8);
        assertThat(vector.getFloat()).isEqualTo(0.1f);
        assertThat(vector.getFloat()).isEqualTo(0.2f);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"input\":[1,2]", "\"input\":[[1],[2]]", "\"input\":[]", "\"input\":7", "\"input\":null",
            "\"x\":1", "\"input\":[\"a\",1]", "\"input\":[null]", "\"input\":\"a\",\"dimensions\":2",
            "\"input\":\"a\",\"encoding_format\":\"hex\"", "\"input\":\"a\",\"encoding_format\":7"})
    void rejectsInvalidInputs(String members) {
        HttpReply reply = post("/v1/embeddings", body(members));

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(OpenAiErrors.of(reply).path("message").asText()).contains("expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/openai/v1"})
    void ranksDocumentsTheBestFirst(String root) {
        JsonNode ranking = post(root + "/rerank",
                body("\"query\":\"q\",\"documents\":[\"aaa\",{\"text\":\"b\"},\"cc\"]")).json();

        assertThat(ranking.path("model").asText()).isEqualTo("enc");
        assertThat(ranking.path("results")).extracting(result -> result.path("index").asInt()).containsExactly(1, 2, 0);
        assertThat(ranking.at("/results/0/document/text").asText()).isEqualTo("b");
        assertThat(ranking.at("/results/0/relevance_score").asDouble()).isEqualTo(0.5);
        assertThat(ranking.at("/usage/total_tokens").asInt()).isPositive();
    }

    @Test
    void ranksUpToTopN() {
        assertThat(post("/v1/rerank", body("\"query\":\"q\",\"documents\":[\"aaa\",\"b\"],\"top_n\":1")).json()
                .path("results")).singleElement().matches(result -> result.path("index").asInt() == 1);
        assertThat(post("/v1/rerank", body("\"query\":\"q\",\"documents\":[\"aaa\",\"b\"],\"top_n\":9")).json()
                .path("results")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"documents\":[\"a\"]", "\"query\":\"q\"", "\"query\":\"q\",\"documents\":[]",
            "\"query\":\"q\",\"documents\":\"a\"", "\"query\":\"q\",\"documents\":[1]",
            "\"query\":\"q\",\"documents\":[{\"x\":1}]", "\"query\":7,\"documents\":[\"a\"]",
            "\"query\":\"q\",\"documents\":[\"a\"],\"top_n\":0",
            "\"query\":\"q\",\"documents\":[\"a\"],\"top_n\":\"1\""})
    void rejectsInvalidDocuments(String members) {
        HttpReply reply = post("/v1/rerank", body(members));

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(OpenAiErrors.of(reply).path("message").asText()).contains("expected");
    }

    private static String body(String members) {
        return "{\"model\":\"enc\"," + members + "}";
    }
}
