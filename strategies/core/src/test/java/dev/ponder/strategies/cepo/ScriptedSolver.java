package dev.ponder.strategies.cepo;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Function;

import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedCall;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;

/** A model that replies to each step by a script: the given replies in turn, the last one again and again. */
final class ScriptedSolver {

    static final String ANSWER = "So it is 80.";

    private final Map<Step, Function<UpstreamCall, ScriptedReply>> script = new EnumMap<>(Step.class);
    private final ScriptedUpstream upstream = ScriptedUpstream
            .replying((call, number) -> script.get(Step.of(call)).apply(call));

    /** The steps, with words of their instructions. */
    enum Step {
        APPROACHES("fundamentally different approaches"), PLAN("Write a plan for answering"), SOLVE(
                "Then check that the result"), REVIEW("find each inconsistency"), RATE(
                        "You judge answers"), ANSWER("has already been worked out"), DIRECT("");

        private final String words;

        Step(String words) {
            this.words = words;
        }

        static Step of(UpstreamCall call) {
            String first = call.conversation().messages().get(0).text();
            return Arrays.stream(values()).filter(step -> first.contains(step.words)).findFirst().orElseThrow();
        }
    }

    ScriptedSolver() {
        on(Step.APPROACHES, "{\"approaches\": [\"by algebra\", \"by counting\", \"by trial\"]}");
        on(Step.PLAN, "1. Count the spiders (high)");
        on(Step.SOLVE, "The answer is 80.");
        on(Step.REVIEW, "Reviewed. The answer is 80.");
        on(Step.RATE, "{\"choice\": \"C1\", \"score\": 7}");
        on(Step.ANSWER, ANSWER);
        on(Step.DIRECT, "Directly: 80.");
    }

    ScriptedSolver on(Step step, String... texts) {
        return on(step, Arrays.stream(texts).map(ScriptedReply::text).toArray(ScriptedReply[]::new));
    }

    ScriptedSolver on(Step step, ScriptedReply... replies) {
        Queue<ScriptedReply> queue = new ArrayDeque<>(List.of(replies));
        return on(step, call -> queue.size() > 1 ? queue.remove() : queue.element());
    }

    ScriptedSolver on(Step step, Function<UpstreamCall, ScriptedReply> reply) {
        script.put(step, reply);
        return this;
    }

    ScriptedUpstream upstream() {
        return upstream;
    }

    StrategyHarness harness() {
        return StrategyHarness.of(Cepo::new, CepoConfig.class).upstream(upstream);
    }

    /** The harness with an own setting. */
    StrategyHarness harness(String property, Object value) {
        return harness().with("ponder.strategies.cepo." + property, value.toString());
    }

    List<UpstreamCall> calls(Step step) {
        return upstream.calls().stream().map(ScriptedCall::request).filter(call -> Step.of(call) == step).toList();
    }

    int count(Step step) {
        return calls(step).size();
    }

    /** The instructions of the calls of a step. */
    List<String> instructions(Step step) {
        return calls(step).stream().map(call -> call.conversation().messages().get(0).text()).toList();
    }
}
