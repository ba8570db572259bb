package dev.ponder.strategies.pvg;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedCall;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;

/** A model that plays the roles of the game as a test says. */
final class ScriptedGame {

    static final String SNEAKY = "Hence it is 13, as anybody can see. The answer is 13.";

    private static final Pattern CANDIDATE = Pattern
            .compile("<candidate-([0-9a-f]{8}) label=\"C\\d\">\\n(.*?)\\n</candidate-\\1>", Pattern.DOTALL);

    private final AtomicInteger solved = new AtomicInteger();
    private ScriptedReply[] solutions = {};
    private BiFunction<UpstreamCall, Integer, ScriptedReply> sneaky = (call, number) -> sneaky("13 is no sum", SNEAKY);
    private Function<UpstreamCall, ScriptedReply> verifier = scoring(text -> 5);
    private Function<UpstreamCall, ScriptedReply> comparison = call -> ScriptedReply.text("");
    private Function<UpstreamCall, ScriptedReply> rewriting = call -> ScriptedReply.text("");

    /** The solutions of the helpful provers, in order; the last one again when there are no more. */
    ScriptedGame solving(String... texts) {
        return solving(Arrays.stream(texts).map(ScriptedReply::text).toArray(ScriptedReply[]::new));
    }

    ScriptedGame solving(ScriptedReply... replies) {
        solutions = replies;
        return this;
    }

    ScriptedGame deceiving(BiFunction<UpstreamCall, Integer, ScriptedReply> replies) {
        sneaky = replies;
        return this;
    }

    ScriptedGame verifying(Function<UpstreamCall, ScriptedReply> replies) {
        verifier = replies;
        return this;
    }

    /** Chooses the first of these texts that is shown. */
    ScriptedGame comparing(String... best) {
        comparison = call -> ScriptedReply.text("{\"reasoning\": \"x\", \"choice\": \"C"
                + (shown(call).indexOf(List.of(best).stream().filter(shown(call)::contains).findFirst().orElseThrow())
                        + 1)
                + "\"}");
        return this;
    }

    ScriptedGame rewriting(String text) {
        rewriting = call -> ScriptedReply.text(text);
        return this;
    }

    ScriptedUpstream upstream() {
        return ScriptedUpstream.replying((call, number) -> switch (role(call)) {
            case "verify" -> verifier.apply(call);
            case "sneaky" -> sneaky.apply(call, number);
            case "compare" -> comparison.apply(call);
            case "rewrite" -> rewriting.apply(call);
            default -> solutions[Math.min(solved.getAndIncrement(), solutions.length - 1)];
        });
    }

    StrategyHarness harness() {
        return StrategyHarness.of(ProverVerifierGame::new, ProverVerifierGameConfig.class).upstream(upstream());
    }

    static ScriptedReply sneaky(String flaw, String solution) {
        return ScriptedReply.text(JsonNodeFactory.instance.objectNode().put("flaw", flaw).put("solution", solution)
                .toString());
    }

    /** A verifier that gives each text a score. */
    static Function<UpstreamCall, ScriptedReply> scoring(Function<String, Number> score) {
        return call -> verdict(score.apply(shown(call).get(0)).doubleValue(), "the step to " + shown(call).get(0));
    }

    static ScriptedReply verdict(double score, String error) {
        return ScriptedReply.text(JsonNodeFactory.instance.objectNode().put("reasoning", "Let me see.")
                .put("first_error", score > 5 ? "none" : error).put("score", score).put("correct", score > 5)
                .toString());
    }

    static List<String> shown(UpstreamCall call) {
        return CANDIDATE.matcher(call.conversation().question()).results().map(match -> match.group(2)).toList();
    }

    static List<UpstreamCall> calls(StrategyHarness harness, String role) {
        return harness.upstream().calls().stream().map(ScriptedCall::request).filter(call -> role(call).equals(role))
                .toList();
    }

    static String instructions(UpstreamCall call) {
        return call.conversation().messages().get(0).text();
    }

    static String role(UpstreamCall call) {
        String text = instructions(call).toLowerCase(Locale.ROOT);
        return text.startsWith("you are a verifier")
                ? "verify"
                : text.startsWith("you help to test")
                        ? "sneaky"
                        : text.startsWith("you compare")
                                ? "compare"
                                : text.contains("write this solution again") ? "rewrite" : "solve";
    }
}
