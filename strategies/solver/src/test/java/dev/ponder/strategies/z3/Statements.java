package dev.ponder.strategies.z3;

import java.util.function.BiFunction;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.strategies.z3.process.Solver;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;

/** A model that states problems and answers by a script. */
final class Statements {

    /** A statement whose result the scripted solver decides. */
    static final String SCRIPT = "(declare-const answer Int) (assert (= answer (* 6 7)))";
    static final String ANSWER = "As the solver found.";
    static final String DRAFT = "Without a solver: the answer is 41.";

    private Statements() {
    }

    static StrategyHarness harness(Solver solver) {
        return StrategyHarness.of(config -> new SolverAidedReasoning(config, solver), Z3Config.class);
    }

    /** The n-th statement and repair, counted together, is the n-th of these replies, and the last one is for all others. */
    static ScriptedUpstream model(String... statements) {
        int[] stated = {0};
        return model((call, number) -> ScriptedReply
                .text(statements[Math.min(stated[0]++, statements.length - 1)]));
    }

    static ScriptedUpstream model(BiFunction<UpstreamCall, Integer, ScriptedReply> statements) {
        return ScriptedUpstream.replying((call, number) -> isStatement(call)
                ? statements.apply(call, number)
                : ScriptedReply.text(isAnswer(call) ? ANSWER : DRAFT));
    }

    static boolean isStatement(UpstreamCall call) {
        return call.parameters().containsKey("response_format");
    }

    /** Whether the call shows the result of the solver. */
    static boolean isAnswer(UpstreamCall call) {
        return call.conversation().messages().get(0).text().contains("A constraint solver worked on");
    }

    /** The reply with this script. */
    static String statement(String smtlib) {
        return JsonNodeFactory.instance.objectNode().put("reasoning", "Six times seven.")
                .put("answer_mapping", "The answer is the constant answer.").put("applicable", true)
                .put("smtlib", smtlib).toString();
    }

    static String inapplicable() {
        return "{\"reasoning\": \"An opinion.\", \"answer_mapping\": \"\", \"applicable\": false, \"smtlib\": \"\"}";
    }
}
