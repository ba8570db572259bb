package dev.ponder.strategies.cot_reflection;

import org.junit.jupiter.api.Nested;

import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.StrategyContract;
import dev.ponder.testing.StrategyHarness;

class ReflectiveChainOfThoughtContractTest extends StrategyContract {

    @Override
    public StrategyHarness harness() {
        return StrategyHarness.of(ReflectiveChainOfThought::new, ReflectiveChainOfThoughtConfig.class);
    }

    /** With a model that writes the tags of its instructions. */
    @Nested
    class WithTags extends StrategyContract {

        @Override
        public StrategyHarness harness() {
            return ReflectiveChainOfThoughtContractTest.this.harness();
        }

        @Override
        public ScriptedReply reply(UpstreamCall call, int number) {
            return TaggingModel.tags(call) && !call.parameters().containsKey("tools")
                    ? TaggingModel.text("<T>6 * 7\n<R>Right.</R></T>\n<O>The answer is 42.</O>", call)
                    : super.reply(call, number);
        }
    }

    /** With a reply that is truncated in the thinking: both calls are made. */
    @Nested
    class WithTruncatedThinking extends StrategyContract {

        @Override
        public StrategyHarness harness() {
            return ReflectiveChainOfThoughtContractTest.this.harness();
        }

        @Override
        public ScriptedReply reply(UpstreamCall call, int number) {
            return TaggingModel.tags(call)
                    ? ScriptedReply.truncated(TaggingModel.tagged("<T>6 * 7 is", call))
                    : super.reply(call, number);
        }
    }
}
