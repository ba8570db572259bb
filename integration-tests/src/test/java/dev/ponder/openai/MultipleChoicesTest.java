package dev.ponder.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.LiveReply;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** Responses with several choices: by {@code n}, and by parallel strategies ({@code a|b}). */
@QuarkusTest
class MultipleChoicesTest extends ServerTest {

    @ParameterizedTest
    @ValueSource(strings = {"two_stage", "first_of_n", "re2", "bon"})
    void eachHaveARoleATextAndAnEnd(String strategy) {
        var model = model().plays(UpstreamScript.answers("It is 391."));

        HttpReply reply = client.chat(Chat.stream(strategy + "-" + model.name()).put("n", 2));

        assertTwoWholeChoices(reply);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two_stage", "first_of_n", "re2", "bon"})
    void areAlsoInAWholeResponse(String strategy) {
        var model = model().plays(UpstreamScript.answers("It is 391."));

        JsonNode choices = client.chat(Chat.ask(strategy + "-" + model.name()).put("n", 2)).json().path("choices");

        assertThat(choices).extracting(choice -> choice.path("index").asInt()).containsExactly(0, 1);
        assertThat(choices).extracting(choice -> choice.path("message").path("content").asText())
                .containsExactly("It is 391.", "It is 391.");
    }

    @ParameterizedTest
    @CsvSource({"two_stage|re2,native", "two_stage|first_of_n,emulated", "first_of_n|majority_voting,emulated"})
    void ofBranchesAreOneForEachBranch(String branches, String streaming) {
        var model = model().plays(UpstreamScript.answers("It is 391."));

        HttpReply reply = client.chat(Chat.stream(branches + "-" + model.name()));

        assertTwoWholeChoices(reply);
        assertThat(reply.header("X-Ponder-Strategy")).isEqualTo(branches);
        assertThat(reply.header("X-Ponder-Streaming")).isEqualTo(streaming);
    }

    @ParameterizedTest
    @CsvSource({"two_stage, 2", "bon, 2", "re2|bon, 1", "two_stage|re2, 2"})
    void beginWithTheRolesOfAll(String strategy, int n) {
        var model = model().plays(UpstreamScript.answers("It is 391."));

        HttpReply reply = client.chat(Chat.stream(strategy + "-" + model.name()).put("n", n));

        int all = strategy.contains("|") ? 2 * n : n;
        assertThat(reply.choices().limit(all)).extracting(choice -> choice.path("index").asInt())
                .containsExactlyElementsOf(IntStream.range(0, all).boxed().toList());
        assertThat(reply.choices().limit(all)).allMatch(choice -> choice.path("delta").has("role"));
        assertThat(reply.choices().skip(all)).noneMatch(choice -> choice.path("delta").has("role"));
    }

    @Test
    void haveNoGapWhereABranchIsLost() {
        for (boolean stream : new boolean[]{false, true}) {
            var model = model().plays(call -> (call.prompt().contains("Read the question again")
                    ? UpstreamScript.responds(400, "{\"error\": {\"message\": \"no\"}}", Map.of())
                    : UpstreamScript.answers("It is 391.")).play(call));
            String strategies = "re2|none-" + model.name();

            HttpReply reply = client.chat(stream ? Chat.stream(strategies) : Chat.ask(strategies));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.text()).contains("\"index\":0", "re2: failed, so its choice is left out")
                    .doesNotContain("\"index\":1");
        }
    }

    @ParameterizedTest
    @CsvSource({"re2,2", "re2|re2,1"})
    void areInterleavedAndEachEndsOnItsOwn(String strategy, int n) throws Exception {
        var model = model();
        var response = client.chatLive(Chat.stream(strategy + "-" + model.name()).put("n", n));
        FakeCall slow = model.next();
        FakeCall fast = model.next();

        slow.begin().say("slow ");
        fast.begin().say("fast");
        try (LiveReply reply = response.join()) {
            assertThat(List.of(reply.nextContent(), reply.nextContent())).containsExactlyInAnyOrder("slow ", "fast");
            fast.finish("stop");
            JsonNode end = reply.next().path("choices").path(0);
            assertThat(end.path("finish_reason").asText()).isEqualTo("stop");
            slow.say("and steady").finish("length");
            assertThat(reply.nextContent()).isEqualTo("and steady");
            assertThat(reply.next().path("choices").path(0).path("index").asInt())
                    .isEqualTo(1 - end.path("index").asInt());
        }
    }

    @Test
    void ofAPipelineAreThoseOfTheLastStrategy() {
        var model = model().plays(UpstreamScript.answers("It is 391."));

        HttpReply reply = client.chat(Chat.stream("first_of_n&two_stage-" + model.name()));

        assertThat(reply.header("X-Ponder-Strategy")).isEqualTo("first_of_n&two_stage");
        assertThat(reply.header("X-Ponder-Streaming")).isEqualTo("native");
        assertThat(reply.content(0)).isEqualTo("It is 391.");
        assertThat(model.calls()).hasSize(4);
    }

    private static void assertTwoWholeChoices(HttpReply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.chunks().stream().map(chunk -> chunk.path("id").asText()).distinct()).hasSize(1);
        IntStream.of(0, 1).forEach(index -> {
            List<JsonNode> choice = reply.choices().filter(part -> part.path("index").asInt() == index).toList();
            assertThat(choice).isNotEmpty();
            assertThat(choice.get(0).path("delta").path("role").asText()).isEqualTo("assistant");
            assertThat(choice.stream().filter(part -> part.path("delta").has("role"))).hasSize(1);
            assertThat(reply.content(index)).isEqualTo("It is 391.");
            assertThat(reply.finishReasons(index)).containsExactly("stop");
        });
        assertThat(reply.events()).containsOnlyOnce("[DONE]").endsWith("[DONE]");
    }
}
