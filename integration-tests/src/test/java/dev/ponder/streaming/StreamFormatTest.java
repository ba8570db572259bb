package dev.ponder.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** The format of one streamed choice, native or emulated. */
@QuarkusTest
class StreamFormatTest extends ServerTest {

    private static final String TEXT = "It is 391,\nfor 17 * 23 = 391. ✓";

    @ParameterizedTest
    @ValueSource(strings = {"two_stage", "first_of_n", "re2", "cot_reflection", "bon", "moa", "self_consistency",
            "majority_voting"})
    void hasTheRoleThenTheTextThenTheFinishReason(String strategy) {
        List<JsonNode> choices = stream(strategy, UpstreamScript.answers(TEXT)).choices().toList();

        assertThat(choices).allSatisfy(choice -> assertThat(choice.path("index").asInt(-1)).isZero());
        assertThat(choices.get(0).path("delta")).hasToString("{\"role\":\"assistant\",\"content\":\"\"}");
        assertThat(choices.subList(1, choices.size())).noneMatch(choice -> choice.path("delta").has("role"));
        assertThat(choices.subList(0, choices.size() - 1)).allMatch(choice -> choice.path("finish_reason").isNull());
        JsonNode last = choices.get(choices.size() - 1);
        assertThat(last.path("delta")).isEmpty();
        assertThat(last.path("finish_reason").asText()).isEqualTo("stop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two_stage", "first_of_n", "re2", "cot_reflection", "bon", "moa", "self_consistency",
            "majority_voting"})
    void containsTheModelsText(String strategy) {
        assertThat(stream(strategy, UpstreamScript.answers(TEXT)).content(0)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two_stage", "first_of_n"})
    void hasOneIdForAllChunks(String strategy) {
        var model = model().plays(UpstreamScript.answers(TEXT));
        HttpReply reply = client.chat(Chat.stream(strategy + "-" + model.name()));

        assertThat(reply.chunks()).extracting(chunk -> chunk.path("object").asText()).containsOnly(
                "chat.completion.chunk");
        assertThat(reply.chunks()).extracting(chunk -> chunk.path("model").asText())
                .containsOnly(strategy + "-" + model.name());
        assertThat(reply.chunks()).extracting(chunk -> chunk.path("id").asText()).doesNotContain("")
                .hasSizeGreaterThan(3);
        assertThat(reply.chunks().stream().map(chunk -> chunk.path("id").asText()).distinct()).hasSize(1);
        assertThat(reply.chunks().stream().map(chunk -> chunk.path("created").asLong()).distinct()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two_stage", "first_of_n"})
    void twoResponsesHaveDifferentIds(String strategy) {
        var model = model().plays(UpstreamScript.answers(TEXT));
        HttpReply first = client.chat(Chat.stream(strategy + "-" + model.name()));
        HttpReply second = client.chat(Chat.stream(strategy + "-" + model.name()));

        assertThat(first.chunks().get(0).path("id")).isNotEqualTo(second.chunks().get(0).path("id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"two_stage", "first_of_n"})
    void hasEventsOfOneLineAndOneEndMark(String strategy) {
        HttpReply reply = stream(strategy, UpstreamScript.answers(TEXT));

        assertThat(reply.text()).matches("(data: [^\\n\\r]+\\n\\n)+").endsWith("\n\ndata: [DONE]\n\n");
        assertThat(reply.events()).containsOnlyOnce("[DONE]");
    }

    @ParameterizedTest
    @CsvSource({"two_stage,length", "two_stage,content_filter", "first_of_n,length", "first_of_n,content_filter",
            "re2,length",
            "bon,length"})
    void keepsTheFinishReason(String strategy, String reason) {
        assertThat(stream(strategy, UpstreamScript.answers(TEXT, reason)).finishReasons(0)).containsExactly(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two_stage", "first_of_n"})
    void hasNoUsageUnlessAsked(String strategy) {
        assertThat(stream(strategy, UpstreamScript.answers(TEXT)).chunks())
                .noneMatch(chunk -> chunk.hasNonNull("usage"));
    }

    @Test
    void hasHeadersAgainstBuffersAndCaches() {
        HttpReply reply = stream("two_stage", UpstreamScript.answers(TEXT));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("text/event-stream; charset=utf-8");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-cache, no-transform");
        assertThat(reply.header("X-Accel-Buffering")).isEqualTo("no");
    }

    @Test
    void isNotCompressed() {
        var model = model().plays(UpstreamScript.answers(TEXT));

        HttpReply reply = client.chat(Chat.stream("two_stage-" + model.name()), "Accept-Encoding", "gzip, br");

        assertThat(reply.header("Content-Encoding")).isEmpty();
        assertThat(reply.content(0)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @CsvSource({"two_stage,native", "first_of_n,emulated", "re2,native", "cot_reflection,native", "moa,native",
            "bon,emulated", "self_consistency,emulated", "majority_voting,emulated"})
    void namesStrategyAndStreamingInItsHeaders(String strategy, String streaming) {
        HttpReply reply = stream(strategy, UpstreamScript.answers(TEXT));

        assertThat(reply.header("X-Ponder-Strategy")).isEqualTo(strategy);
        assertThat(reply.header("X-Ponder-Streaming")).isEqualTo(streaming);
    }

    private HttpReply stream(String strategy, UpstreamScript behaviour) {
        HttpReply reply = client.chat(Chat.stream(strategy + "-" + model().plays(behaviour).name()));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply;
    }
}
