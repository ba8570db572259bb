package dev.ponder.strategies.rstar;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Pattern;

import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;

/** A model that reasons, completes and writes as a test says. */
final class ScriptedReasoner {

    private static final Pattern DRAFT = Pattern.compile("<draft-([0-9a-f]{8}) label=\"1\">\\n(.*?)\\n</draft-\\1>",
            Pattern.DOTALL);

    /** The kinds of calls. */
    enum Kind {
        STEP, ANSWER, COMPLETION, WRITE_UP, CHOICE, PLAIN
    }

    private ScriptedReasoner() {
    }

    static StrategyHarness harness(ScriptedUpstream upstream) {
        return StrategyHarness.of(MutualReasoning::new, MutualReasoningConfig.class).upstream(upstream)
                .with("ponder.limits.max-parallel-calls", "1000");
    }

    /** The n-th answer of a trajectory is the n-th text, again and again; completions and the write-up are computed. */
    static ScriptedUpstream model(Function<UpstreamCall, String> completion, String... answers) {
        var drawn = new AtomicInteger();
        return ScriptedUpstream.replying((call, number) -> ScriptedReply.text(switch (kind(call)) {
            case STEP -> "First I look at part " + number + " of it.";
            case ANSWER -> answers[drawn.getAndIncrement() % answers.length];
            case COMPLETION -> completion.apply(call);
            case WRITE_UP -> "Written up: " + draft(call);
            case CHOICE -> "{\"reasoning\": \"\", \"choice\": \"C1\"}";
            case PLAIN -> "A plain answer.";
        }));
    }

    static Kind kind(UpstreamCall call) {
        String text = call.conversation().transcript(Integer.MAX_VALUE);
        if (text.contains("The solution of the last message of this conversation has been begun.")) {
            return Kind.COMPLETION;
        }
        if (text.contains("The last message of this conversation has been solved.")) {
            return Kind.WRITE_UP;
        }
        if (call.parameters().containsKey("response_format")) {
            return Kind.CHOICE;
        }
        if (text.contains("You solve the last message of this conversation in parts.")) {
            return text.contains("Write all remaining steps") ? Kind.ANSWER : Kind.STEP;
        }
        return Kind.PLAIN;
    }

    static List<UpstreamCall> calls(ScriptedUpstream upstream, Kind kind) {
        return upstream.calls().stream().map(call -> call.request()).filter(call -> kind(call) == kind).toList();
    }

    /** The solution that the write-up shows. */
    static String draft(UpstreamCall call) {
        var found = DRAFT.matcher(call.conversation().transcript(Integer.MAX_VALUE));
        return found.find() ? found.group(2) : "";
    }
}
