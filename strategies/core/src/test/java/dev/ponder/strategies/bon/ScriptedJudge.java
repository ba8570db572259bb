package dev.ponder.strategies.bon;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;
import dev.ponder.toolkit.judge.JudgeMode;

/** A model that answers with given texts when it is sampled, and judges as a test says. */
final class ScriptedJudge {

    private static final Pattern CANDIDATE = Pattern
            .compile("<candidate-([0-9a-f]{8}) label=\"(C\\d+)\">\\n(.*?)\\n</candidate-\\1>", Pattern.DOTALL);

    private ScriptedJudge() {
    }

    static StrategyHarness harness(JudgeMode mode, int samples) {
        return StrategyHarness.of(BestOfN::new, BestOfNConfig.class)
                .with("ponder.strategies.bon.judge", mode.name().toLowerCase(Locale.ROOT))
                .with("ponder.strategies.bon.samples", Integer.toString(samples));
    }

    /** The n-th sample is the n-th text. */
    static ScriptedUpstream of(Function<UpstreamCall, ScriptedReply> judge, String... samples) {
        return of(judge, List.of(samples).stream().map(ScriptedReply::text).toArray(ScriptedReply[]::new));
    }

    /** The n-th sample is the n-th reply. */
    static ScriptedUpstream of(Function<UpstreamCall, ScriptedReply> judge, ScriptedReply... samples) {
        return ScriptedUpstream
                .replying((call, number) -> judges(call) ? judge.apply(call) : samples[number % samples.length]);
    }

    /** A judge that always gives the same reply. */
    static Function<UpstreamCall, ScriptedReply> saying(String text) {
        return call -> ScriptedReply.text(text);
    }

    /** A judge that prefers these texts in this order. */
    static Function<UpstreamCall, ScriptedReply> preferring(String... best) {
        List<String> preference = List.of(best);
        return call -> ScriptedReply.text(verdict(call, shown(call).stream().map(preference::indexOf).toList()));
    }

    /** A judge with a position bias: it prefers the first candidate. */
    static Function<UpstreamCall, ScriptedReply> likingTheFirst() {
        return call -> ScriptedReply.text(verdict(call, IntStream.range(0, shown(call).size()).boxed().toList()));
    }

    static boolean judges(UpstreamCall call) {
        return call.conversation().messages().get(0).text().startsWith("You judge answers");
    }

    /** The texts that a judge sees, in order. */
    static List<String> shown(UpstreamCall call) {
        return CANDIDATE.matcher(call.conversation().question()).results().map(match -> match.group(3)).toList();
    }

    static List<String> labels(UpstreamCall call) {
        return CANDIDATE.matcher(call.conversation().question()).results().map((MatchResult match) -> match.group(2))
                .toList();
    }

    /** The verdict that the call asks for, from the preferred place of each shown candidate. */
    private static String verdict(UpstreamCall call, List<Integer> places) {
        List<String> labels = labels(call);
        List<String> ranking = IntStream.range(0, labels.size()).boxed()
                .sorted(Comparator.comparing(places::get)).map(labels::get).toList();
        JsonNode asked = call.parameters().getOrDefault("response_format", JsonNodeFactory.instance.objectNode());
        return switch (asked.at("/json_schema/name").asText()) {
            case "ranking" -> ranking.stream().collect(Collectors.joining("\", \"",
                    "{\"reasoning\": \"Well.\", \"ranking\": [\"", "\"]}"));
            case "choice" -> "{\"reasoning\": \"Well.\", \"choice\": \"" + ranking.get(0) + "\"}";
            default -> "{\"reasoning\": \"Well.\", \"score\": " + (10 - places.get(0)) + "}";
        };
    }
}
