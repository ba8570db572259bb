package dev.ponder.strategies.majority_voting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.ponder.api.Answer;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;

class MajorityVotingTest {

    private final StrategyHarness harness = StrategyHarness.of(MajorityVoting::new, MajorityVotingConfig.class);

    @Test
    void theMostFrequentAnswerWins() {
        var upstream = ScriptedUpstream.answering("The answer is 7.", "The answer is 9.", "It is 9.", "#### 9",
                "The answer is 8.");

        assertThat(harness.parameter("k", 5).upstream(upstream).ask("How many?").text()).contains("9");
        assertThat(upstream.calls()).hasSize(5);
    }

    @Test
    void theMostTypicalFreeTextWinsWithoutFurtherCalls() {
        var upstream = ScriptedUpstream.answering("red apples", "green pears", "red apples fall");

        assertThat(harness.parameter("k", 3).upstream(upstream).ask("Write a poem.").text()).isEqualTo("red apples");
        assertThat(upstream.calls()).hasSize(3);
    }

    @Test
    void samplesKeepTheTemperatureOfTheClient() {
        var upstream = ScriptedUpstream.answering("The answer is 9.");

        harness.upstream(upstream).ask("How many?");

        assertThat(upstream.call(0).request().parameters().get("temperature").asDouble()).isEqualTo(0.6);
    }

    @Test
    void toolCallsVoteByNameAndArgumentsInAnyOrder() {
        var upstream = ScriptedUpstream.replying((call, number) -> ScriptedReply.answer(calling(switch (number) {
            case 0 -> "{\"city\": \"Rome\"}";
            case 1 -> "{\"city\": \"Oslo\", \"days\": 2}";
            default -> "{\"days\":2,\"city\":\"Oslo\"}";
        })));

        var answer = harness.parameter("k", 3).upstream(upstream).ask("Weather?");

        assertThat(answer.toolCalls().get(0).arguments()).contains("Oslo");
        assertThat(answer.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    private static Answer calling(String arguments) {
        return new Answer("", "", List.of(new ToolCall("call_1", "weather", arguments)), "", FinishReason.TOOL_CALLS,
                null,
                List.of());
    }
}
