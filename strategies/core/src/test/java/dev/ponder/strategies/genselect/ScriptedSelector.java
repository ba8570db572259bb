package dev.ponder.strategies.genselect;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;

/** A model that answers with given texts when it is sampled, and compares as a test says. */
final class ScriptedSelector {

    private static final Pattern CANDIDATE = Pattern
            .compile("<candidate-([0-9a-f]{8}) label=\"C\\d+\">\\n(.*?)\\n</candidate-\\1>", Pattern.DOTALL);

    private ScriptedSelector() {
    }

    static StrategyHarness harness(ScriptedUpstream upstream, int candidates) {
        return StrategyHarness.of(GenSelect::new, GenSelectConfig.class)
                .with("ponder.strategies.genselect.num-candidates", Integer.toString(candidates)).upstream(upstream);
    }

    /** The n-th sample is the n-th text. */
    static StrategyHarness harness(Function<UpstreamCall, ScriptedReply> comparing, String... samples) {
        return harness(comparing, Stream.of(samples).map(ScriptedReply::text).toArray(ScriptedReply[]::new));
    }

    static StrategyHarness harness(Function<UpstreamCall, ScriptedReply> comparing, ScriptedReply... samples) {
        return harness(ScriptedUpstream.replying((call, number) -> compares(call)
                ? comparing.apply(call)
                : samples[number % samples.length]), samples.length);
    }

    static boolean compares(UpstreamCall call) {
        return call.conversation().messages().get(0).text().startsWith("Several answers to the end");
    }

    /** Prefers these texts in this order. */
    static Function<UpstreamCall, ScriptedReply> preferring(String... best) {
        List<String> preference = List.of(best);
        return call -> ranking(places(call, preference), true);
    }

    /** Prefers these texts in this order, and finds none right. */
    static Function<UpstreamCall, ScriptedReply> rejectingAll(String... best) {
        List<String> preference = List.of(best);
        return call -> ranking(places(call, preference), false);
    }

    /** Prefers the candidate that it sees first. */
    static Function<UpstreamCall, ScriptedReply> likingTheFirst() {
        return call -> ranking(IntStream.range(0, shown(call).size()).boxed().toList(), true);
    }

    /** The texts that a comparison or its repair shows, in order. */
    static List<String> shown(UpstreamCall call) {
        return CANDIDATE.matcher(call.conversation().messages().get(1).text()).results()
                .map(match -> match.group(2)).toList();
    }

    /** The label of a text in a comparison. */
    static String label(UpstreamCall call, String text) {
        return "C" + (shown(call).indexOf(text) + 1);
    }

    private static List<Integer> places(UpstreamCall call, List<String> preference) {
        return shown(call).stream().map(preference::indexOf).map(place -> place < 0 ? Integer.MAX_VALUE : place)
                .toList();
    }

    private static ScriptedReply ranking(List<Integer> places, boolean correct) {
        return ScriptedReply.text(IntStream.range(0, places.size()).boxed().sorted(Comparator.comparing(places::get))
                .map(place -> "\"C" + (place + 1) + "\"")
                .collect(Collectors.joining(", ", "{\"reasoning\": \"I compared.\", \"ranking\": [",
                        "], \"correct\": " + correct + "}")));
    }
}
