package dev.ponder.streaming;

import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.UpstreamScript;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.test.junit.QuarkusTest;

/** One choice, as it stands on the wire, whether it is streamed truly or by emulation. */
@QuarkusTest
class StreamFormatTest extends ServerTest {

    private static final String TEXT = "It is 391,\nfor 17 * 23 = 391. ✓";

    @ParameterizedTest
    @ValueSource(strings = {"speaker", "picker", "re2", "cot_reflection", "bon", "moa", "self_consistency",
            "majority_voting"})
    void saysTheRoleFirstThenTheTextThenWhyItEnds(String strategy) {
        List<JsonNode> choices = stream(strategy, UpstreamScript.says(TEXT)).choices().toList();

        assertThat(choices).allSatisfy(choice -> assertThat(choice.path("index").asInt(-1)).isZero());
        assertThat(choices.get(0).path("delta")).hasToString("{\"role\":\"assistant\",\"content\":\"\"}");
        assertThat(choices.subList(1, choices.size())).noneMatch(choice -> choice.path("delta").has("role"));
        assertThat(choices.subList(0, choices.size() - 1)).allMatch(choice -> choice.path("finish_reason").isNull());
        JsonNode last = choices.get(choices.size() - 1);
        assertThat(last.path("delta")).isEmpty();
        assertThat(last.path("finish_reason").asText()).isEqualTo("stop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"speaker", "picker", "re2", "cot_reflection", "bon", "moa", "self_consistency",
            "majority_voting"})
    void putTogetherIsTheModelsText(String strategy) {
        assertThat(stream(strategy, UpstreamScript.says(TEXT)).content(0)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"speaker", "picker"})
    void hasOneIdentityForAllChunks(String strategy) {
        var model = model().that(UpstreamScript.says(TEXT));
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
    @ValueSource(strings = {"speaker", "picker"})
    void twoResponsesAreNotTakenForOne(String strategy) {
        var model = model().that(UpstreamScript.says(TEXT));
        HttpReply first = client.chat(Chat.stream(strategy + "-" + model.name()));
        HttpReply second = client.chat(Chat.stream(strategy + "-" + model.name()));

        assertThat(first.chunks().get(0).path("id")).isNotEqualTo(second.chunks().get(0).path("id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"speaker", "picker"})
    void isFramedInEventsOfOneLineAndEndsWithOneMark(String strategy) {
        HttpReply reply = stream(strategy, UpstreamScript.says(TEXT));

        assertThat(reply.text()).matches("(data: [^\\n\\r]+\\n\\n)+").endsWith("\n\ndata: [DONE]\n\n");
        assertThat(reply.events()).containsOnlyOnce("[DONE]");
    }

    @ParameterizedTest
    @CsvSource({"speaker,length", "speaker,content_filter", "picker,length", "picker,content_filter", "re2,length",
            "bon,length"})
    void tellsTheTrueReason(String strategy, String reason) {
        assertThat(stream(strategy, UpstreamScript.ends(TEXT, reason)).finishReasons(0)).containsExactly(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"speaker", "picker"})
    void hasNoUsageUnlessAsked(String strategy) {
        assertThat(stream(strategy, UpstreamScript.says(TEXT)).chunks()).noneMatch(chunk -> chunk.hasNonNull("usage"));
    }

    @Test
    void isLabelledAndKeptFromBuffersAndCaches() {
        HttpReply reply = stream("speaker", UpstreamScript.says(TEXT));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("text/event-stream; charset=utf-8");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-cache, no-transform");
        assertThat(reply.header("X-Accel-Buffering")).isEqualTo("no");
    }

    @Test
    void isNotCompressedWhateverTheClientCouldRead() {
        var model = model().that(UpstreamScript.says(TEXT));

        HttpReply reply = client.chat(Chat.stream("speaker-" + model.name()), "Accept-Encoding", "gzip, br");

        assertThat(reply.header("Content-Encoding")).isEmpty();
        assertThat(reply.content(0)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @CsvSource({"speaker,native", "picker,emulated", "re2,native", "cot_reflection,native", "moa,native",
            "bon,emulated", "self_consistency,emulated", "majority_voting,emulated"})
    void saysInItsHeadersWhoAnsweredAndHowItStreams(String strategy, String streaming) {
        HttpReply reply = stream(strategy, UpstreamScript.says(TEXT));

        assertThat(reply.header("X-Ponder-Strategy")).isEqualTo(strategy);
        assertThat(reply.header("X-Ponder-Streaming")).isEqualTo(streaming);
    }

    private HttpReply stream(String strategy, UpstreamScript behaviour) {
        HttpReply reply = client.chat(Chat.stream(strategy + "-" + model().that(behaviour).name()));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply;
    }
}
