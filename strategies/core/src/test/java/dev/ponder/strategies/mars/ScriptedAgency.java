package dev.ponder.strategies.mars;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import dev.ponder.api.Fence;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedCall;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;

/** A model that solves, aggregates, verifies, improves and writes by a script. */
final class ScriptedAgency {

    static final String ACCEPTANCE = "{\"reasoning\": \"Checked.\", \"first_error\": \"\", \"severity\": \"none\", \"gaps\": [], "
            + "\"correct\": true}";
    static final String REJECTION = "{\"reasoning\": \"Checked.\", \"first_error\": \"Spiders have 8 legs.\", \"severity\": "
            + "\"critical\", \"gaps\": [\"The sum.\"], \"correct\": false}";
    static final String ANSWER = "Ten spiders have 80 legs.";

    private final List<ScriptedReply> explored = new ArrayList<>();
    private Function<UpstreamCall, ScriptedReply> aggregator = call -> ScriptedReply.text("The answer is 80.");
    private Function<UpstreamCall, ScriptedReply> verifier = call -> ScriptedReply.text(ACCEPTANCE);
    private Function<UpstreamCall, ScriptedReply> improver = call -> ScriptedReply.text("Improved. The answer is 80.");
    private Function<UpstreamCall, ScriptedReply> strategist = call -> ScriptedReply
            .text("{\"strategies\": [\"Multiply.\"]}");
    private Function<UpstreamCall, ScriptedReply> writer = call -> ScriptedReply.text(ANSWER);
    private int solved;

    /** The stage that a call belongs to, by its prompt. */
    enum Stage {
        EXPLORE, AGGREGATE, VERIFY, IMPROVE, STRATEGIES, WRITE;

        static Stage of(UpstreamCall call) {
            String text = call.conversation().transcript(Integer.MAX_VALUE);
            if (text.contains("You check a solution.")) {
                return VERIFY;
            }
            if (text.contains("You collect ways of solving")) {
                return STRATEGIES;
            }
            if (!text.contains("A later step shortens it")) {
                return WRITE;
            }
            return text.contains("Others have already tried.")
                    ? AGGREGATE
                    : text.contains("There is a solution already") ? IMPROVE : EXPLORE;
        }
    }

    static ScriptedAgency exploring(String... texts) {
        return new ScriptedAgency().and(List.of(texts).stream().map(ScriptedReply::text).toArray(ScriptedReply[]::new));
    }

    ScriptedAgency and(ScriptedReply... more) {
        explored.addAll(List.of(more));
        return this;
    }

    ScriptedAgency aggregating(Function<UpstreamCall, ScriptedReply> script) {
        aggregator = script;
        return this;
    }

    ScriptedAgency verifying(Function<UpstreamCall, ScriptedReply> script) {
        verifier = script;
        return this;
    }

    /** The checker accepts only solutions with this text. */
    ScriptedAgency accepting(String text) {
        return verifying(call -> ScriptedReply.text(blocks(call, "candidate").get(0).text().contains(text)
                ? ACCEPTANCE
                : REJECTION));
    }

    ScriptedAgency improving(Function<UpstreamCall, ScriptedReply> script) {
        improver = script;
        return this;
    }

    ScriptedAgency collecting(Function<UpstreamCall, ScriptedReply> script) {
        strategist = script;
        return this;
    }

    ScriptedAgency writing(Function<UpstreamCall, ScriptedReply> script) {
        writer = script;
        return this;
    }

    StrategyHarness harness() {
        return StrategyHarness.of(Mars::new, MarsConfig.class).upstream(ScriptedUpstream.replying(this::reply));
    }

    private ScriptedReply reply(UpstreamCall call, int number) {
        return switch (Stage.of(call)) {
            case EXPLORE -> explored.get(Math.min(solved++, explored.size() - 1));
            case AGGREGATE -> aggregator.apply(call);
            case VERIFY -> verifier.apply(call);
            case IMPROVE -> improver.apply(call);
            case STRATEGIES -> strategist.apply(call);
            case WRITE -> writer.apply(call);
        };
    }

    static boolean isVerification(UpstreamCall call) {
        return Stage.of(call) == Stage.VERIFY;
    }

    static List<UpstreamCall> calls(StrategyHarness harness, Stage stage) {
        return harness.upstream().calls().stream().map(ScriptedCall::request).filter(call -> Stage.of(call) == stage)
                .toList();
    }

    static UpstreamCall writeUp(StrategyHarness harness) {
        return calls(harness, Stage.WRITE).get(0);
    }

    static List<Fence.Block> blocks(UpstreamCall call, String kind) {
        return Fence.blocks(call.conversation().transcript(Integer.MAX_VALUE)).blocks().stream()
                .filter(block -> block.kind().equals(kind)).toList();
    }
}
