package dev.ponder.strategies.self_consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;

import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.Role;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;
import dev.ponder.toolkit.vote.UniversalSelfConsistency;

/** The calls of {@link UniversalSelfConsistency} for poems, which cannot be counted. */
class UniversalSelfConsistencyTest {

    private static final List<String> POEMS = List.of("red apples", "green pears", "red apples fall", "blue sky",
            "ripe apples");
    private static final String MOST_TYPICAL = "red apples";
    private static final Pattern CANDIDATE = Pattern
            .compile("(?s)<candidate-([0-9a-f]{8}) label=\"(C\\d)\">\n(.*?)\n</candidate-\\1>");

    @Test
    void shownAreTheConversationAndTheCandidatesAsData() {
        ScriptedUpstream upstream = upstream(call -> choosing("blue sky", call));
        harness(upstream).run(Requests.rich(Role.SYSTEM));
        UpstreamCall judged = upstream.call(5).request();
        List<ChatMessage> messages = judged.conversation().messages();

        assertThat(messages).hasSize(2);
        assertThat(messages.get(0).text()).contains("agrees most with the rest").doesNotContain("ship's cook");
        assertThat(messages.get(1).text()).containsPattern(
                "(?s)^<question-([0-9a-f]{8}) label=\"conversation\">\n.*ship's cook.*\n</question-\\1>\n\n"
                        + "<candidate-\\1 ");
        assertThat(messages.get(1).content().toString()).doesNotContain("image_url");
        assertThat(shown(judged)).containsExactlyInAnyOrderElementsOf(POEMS);
    }

    @Test
    void callsAreDeterministicAndLimited() {
        ScriptedUpstream upstream = upstream(call -> choosing("blue sky", call));

        assertThat(harness(upstream).run(Requests.parametrised()).answer().text()).isEqualTo("blue sky");
        assertThat(upstream.calls()).hasSize(7);
        for (int vote = 5; vote < 7; vote++) {
            UpstreamCall call = upstream.call(vote).request();
            assertThat(call.model()).isEqualTo(Requests.MODEL);
            assertThat(call.parameters())
                    .containsOnlyKeys("temperature", "max_tokens", "response_format", "x_unknown")
                    .containsAllEntriesOf(
                            Map.of("temperature", DoubleNode.valueOf(0), "max_tokens", IntNode.valueOf(1024)));
        }
    }

    @Test
    void ordersOfTheTwoVotesDiffer() {
        var orders = new ArrayList<List<String>>();
        ScriptedUpstream upstream = upstream(call -> {
            orders.add(shown(call));
            return choosing("blue sky", call);
        });
        harness(upstream).seed(1).ask("Write a poem.");

        assertThat(orders).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void onlyTheLastMessagesAreShown() {
        ScriptedUpstream upstream = upstream(call -> choosing("blue sky", call));
        var messages = new ArrayList<ChatMessage>();
        for (int i = 1; i <= 7; i++) {
            messages.add(ChatMessage.user("message " + i));
        }
        ChatRequest request = Requests.conversation(messages.toArray(ChatMessage[]::new));
        harness(upstream).run(request);

        assertThat(upstream.call(5).request().conversation().question()).contains("message 2", "message 7")
                .doesNotContain("message 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"I cannot choose.", "{\"choice\": \"C9\"}", "{\"reasoning\": \"\"}"})
    void unreadableVotesLeaveTheMostTypicalText(String reply) {
        assertThat(harness(upstream(call -> ScriptedReply.text(reply))).ask("Write a poem.").text())
                .isEqualTo(MOST_TYPICAL);
    }

    @Test
    void differentVotesLeaveTheMostTypicalText() {
        var votes = new ArrayList<UpstreamCall>();
        ScriptedUpstream upstream = upstream(call -> {
            votes.add(call);
            return choosing(votes.size() == 1 ? "blue sky" : "green pears", call);
        });

        assertThat(harness(upstream).ask("Write a poem.").text()).isEqualTo(MOST_TYPICAL);
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILED", "TIMEOUT", "RATE_LIMITED", "BAD_REQUEST"})
    void aTolerableFailureLeavesTheMostTypicalText(Fault fault) {
        assertThat(harness(upstream(call -> ScriptedReply.failing(fault))).ask("Write a poem.").text())
                .isEqualTo(MOST_TYPICAL);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND"})
    void otherFailuresFailTheRequest(Fault fault) {
        assertThat(harness(upstream(call -> ScriptedReply.failing(fault))).run(Requests.question("Write")).failure())
                .isInstanceOfSatisfying(UpstreamException.class,
                        failure -> assertThat(failure.fault()).isEqualTo(fault));
    }

    private static ScriptedReply choosing(String poem, UpstreamCall call) {
        String label = CANDIDATE.matcher(call.conversation().question()).results()
                .filter(match -> match.group(3).equals(poem)).findFirst().orElseThrow().group(2);
        return ScriptedReply.text("{\"reasoning\": \"It fits.\", \"choice\": \"" + label + "\"}");
    }

    private static List<String> shown(UpstreamCall call) {
        return CANDIDATE.matcher(call.conversation().question()).results().map(match -> match.group(3)).toList();
    }

    private static StrategyHarness harness(ScriptedUpstream upstream) {
        return StrategyHarness.of(SelfConsistency::new, SelfConsistencyConfig.class).upstream(upstream);
    }

    private static ScriptedUpstream upstream(Function<UpstreamCall, ScriptedReply> judge) {
        return ScriptedUpstream.replying((call, number) -> call.conversation().messages().get(0).text()
                .startsWith("Several answers") ? judge.apply(call) : ScriptedReply.text(POEMS.get(number % 5)));
    }
}
