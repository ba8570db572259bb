package dev.ponder.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.Usage;
import dev.ponder.support.strategies.ClassPathStrategies;
import dev.ponder.support.strategies.ClassPathStrategies.Found;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;

/** What is behind {@code privacy} in an expression sees and writes placeholders only. */
class PrivacyCompositionTest {

    private static final String MAIL = "alice@example.com";
    private static final String PHONE = "+1 415-555-2671";
    private static final String QUESTION = "Write to " + MAIL + " or call " + PHONE + ". What is 6 times 7?";
    private static final String REPLY = "Mail [[EMAIL_1]] or [[PHONE_1]], 😀 [[EMAIL_1]]: [[x]] 42";
    private static final String RESTORED = "Mail " + MAIL + " or " + PHONE + ", 😀 " + MAIL + ": [[x]] 42";

    @Test
    void restoresAStreamThatIsCutAnywhere() {
        for (int cut = 0; cut <= REPLY.length(); cut++) {
            StrategyHarness harness = harness("none").upstream(ScriptedUpstream.holding());
            HarnessRun run = harness.startStreamed(Requests.question(QUESTION));
            var call = harness.upstream().call(0);
            call.send(REPLY.substring(0, cut));
            call.send(REPLY.substring(cut));
            call.end(FinishReason.STOP, Usage.of(1, 1));

            assertThat(run.finish().answer().text()).as("cut at " + cut).isEqualTo(RESTORED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "re2", "bon", "moa", "self_consistency", "cot_reflection"})
    void hidesTheValuesFromEveryCall(String next) {
        for (boolean streamed : new boolean[]{false, true}) {
            StrategyHarness harness = harness(next).upstream(ScriptedUpstream.answering(REPLY));
            HarnessRun run = streamed
                    ? harness.runStreamed(Requests.question(QUESTION))
                    : harness.run(Requests.question(QUESTION));

            assertThat(run.answer().text()).isEqualTo(RESTORED);
            assertThat(harness.upstream().calls()).isNotEmpty().allSatisfy(call -> assertThat(call.request().toString())
                    .doesNotContain(MAIL, PHONE));
            assertThat(harness.engine().metrics().received()).isNotEmpty()
                    .allSatisfy(event -> assertThat(event.toString()).doesNotContain(MAIL, PHONE));
        }
    }

    private static StrategyHarness harness(String next) {
        var found = ClassPathStrategies.all().stream().collect(Collectors.toMap(Found::id, it -> it));
        return found.get(next).addedTo(found.get("privacy").harness()).expression("privacy&" + next);
    }
}
