package dev.ponder.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.support.OpenAiErrors;
import dev.ponder.support.ServerMetrics;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.Texts;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.FakeUpstreamResource;
import io.quarkus.test.junit.QuarkusTest;

/** Embeddings and rerank requests are relayed; strategies do not apply to them. */
@QuarkusTest
class EmbeddingsAndRerankTest extends ServerTest {

    private static final String ODD = "{ \"data\" : [ 1.50 ],\n \"usage\":{\"prompt_tokens\":9,\"total_tokens\":9} }\n";
    private static final String INPUT_TOKENS = "gen_ai_client_inference_usage_input_tokens_total{upstream=\"ill\"}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"embeddings|\"input\":[[1,2]]",
            "rerank|\"query\" :\"q\",\"documents\":[{\"text\":\"a\"}]"})
    void areForwardedUnchanged(String endpoint, String members) {
        var model = model().plays(call -> call.reply(200, ODD, Map.of("x-request-id", "r-1")));
        String body = "{ " + members + ",\n\t\"model\" :\"" + model.name()
                + "\", \"stream\": \"what?\", \"n\":-1, \"x\": 1.50}";

        HttpReply reply = client.at("/v1/" + endpoint).chat(body);

        FakeCall call = model.next();
        assertThat(new String(call.bytes(), StandardCharsets.UTF_8)).isEqualTo(body);
        assertThat(call.endpoint()).isEqualTo("/" + endpoint);
        assertThat(call.headers("Authorization")).containsExactly("Bearer " + FakeUpstreamResource.API_KEY);
        assertThat(reply.text()).isEqualTo(ODD);
        assertThat(reply.header("X-Upstream-Request-Id")).isEqualTo("r-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"embeddings", "rerank"})
    void areForwardedAtAnySizeWithTheirUsageMetered(String endpoint) {
        String vectors = "{\"data\":[" + "0.0123456789,".repeat(300_000) + "1],\"usage\":{\"prompt_tokens\":77}}";
        var model = upstream.model(FakeUpstreamResource.ILL).plays(call -> call.reply(200, vectors, Map.of()));
        double before = inputTokens();

        HttpReply reply = client.at("/v1/" + endpoint).chat(Texts.of(endpoint, model.name()));

        assertThat(reply.text()).hasSize(vectors.length()).isEqualTo(vectors);
        assertThat(inputTokens() - before).isEqualTo(77);
    }

    private static double inputTokens() {
        return ServerMetrics.all().lines().filter(line -> line.startsWith(INPUT_TOKENS))
                .mapToDouble(line -> Double.parseDouble(line.substring(INPUT_TOKENS.length()).strip())).sum();
    }

    @ParameterizedTest
    @ValueSource(strings = {"embeddings", "rerank"})
    void areForwardedWithoutPonderFieldsAndPrefix(String endpoint) {
        var model = model().plays(call -> call.reply(200, ODD, Map.of()));
        ObjectNode body = Texts.of(endpoint, "none-" + model.name());
        body.putObject("ponder").putObject("budget").put("deadline_ms", 5000);

        client.at("/v1/" + endpoint).chat(body);

        assertThat(model.next().json()).isEqualTo(Texts.of(endpoint, model.name()));
    }

    @ParameterizedTest
    @CsvSource({"embeddings,header", "rerank,header", "embeddings,body", "rerank,body", "embeddings,optillm",
            "rerank,optillm", "embeddings,prefix", "rerank,prefix"})
    void rejectStrategies(String endpoint, String place) {
        var model = model().plays(call -> call.reply(200, ODD, Map.of()));
        ObjectNode body = Texts.of(endpoint, (place.equals("prefix") ? "re2-" : "") + model.name());
        if (place.equals("body")) {
            body.putObject("ponder").put("strategy", "re2");
        } else if (place.equals("optillm")) {
            body.put("optillm_approach", "re2");
        }
        var posting = client.at("/v1/" + endpoint);

        HttpReply reply = place.equals("header") ? posting.chat(body, "X-Ponder-Strategy", "re2") : posting.chat(body);

        assertThat(reply.status()).isEqualTo(400);
        JsonNode error = OpenAiErrors.of(reply);
        assertThat(error.path("param").asText()).isEqualTo(Map.of("header", "X-Ponder-Strategy", "body",
                "ponder.strategy", "optillm", "optillm_approach", "prefix", "model").get(place));
        assertThat(error.path("message").asText()).contains("'re2'", endpoint, "expected");
        assertThat(model.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"embeddings", "rerank"})
    void ofAnInProcessModelAreNotSupported(String endpoint) {
        HttpReply reply = client.at("/v1/" + endpoint).chat(Texts.of(endpoint, "in-process"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(OpenAiErrors.of(reply).path("message").asText())
                .startsWith("model 'in-process' does not support " + endpoint)
                .contains("expected", "ponder.upstreams.<name>.base-url");
        assertThat(reply.error().path("param").asText()).isEqualTo("model");
    }

    @ParameterizedTest
    @CsvSource({"embeddings,{}", "rerank,{}", "embeddings,[]", "rerank,[", "embeddings,{\"model\":7}"})
    void requireAModel(String endpoint, String body) {
        HttpReply reply = client.at("/v1/" + endpoint).chat(body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(OpenAiErrors.of(reply).path("message").asText()).contains("model", "expected");
    }

    @Test
    void withAnErrorInAReplyOfStatus200Are502() {
        var model = model().plays(call -> call.reply(200, "{\"error\":{\"message\":\"Out of memory\"}}", Map.of()));

        HttpReply reply = client.at("/v1/embeddings").chat(Texts.embed(model.name()));

        assertThat(reply.status()).isEqualTo(502);
        assertThat(OpenAiErrors.of(reply).path("message").asText()).contains("Out of memory");
    }
}
