package dev.ponder.strategies.leap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.strategies.leap.AttemptStage.Mistake;
import dev.ponder.toolkit.reply.ListReply;
import dev.ponder.toolkit.reply.ReplyFormat;
import dev.ponder.toolkit.text.FenceKind;
import io.smallrye.mutiny.Uni;

/** Derives principles from mistakes, and condenses them. */
final class PrincipleStage {

    static final String LEARN = "learn";
    static final String CONDENSE = "condense";

    private static final PromptTemplate PRINCIPLES = PromptTemplate.of(PrincipleStage.class, "learn");
    private static final PromptTemplate CONDENSED = PromptTemplate.of(PrincipleStage.class, "condense");
    private static final ReplyFormat<List<String>> FORMAT = ListReply.of("principles", 1000);
    private static final int EACH = 3;

    private final Inference inference;
    private final LeapPrompts prompts;

    PrincipleStage(Inference inference, LeapPrompts prompts) {
        this.inference = inference;
        this.prompts = prompts;
    }

    /** The principles of each mistake, in the same order; empty where a call fails. */
    Uni<List<Optional<List<String>>>> learn(String task, List<Mistake> mistakes) {
        var done = new AtomicInteger();
        return mistakes.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Uni.join().all(mistakes.stream().map(mistake -> FORMAT.ask(inference, prompt(task, mistake))
                        .map(reply -> reply.map(principles -> principles.stream().limit(EACH).toList()))
                        .invoke(() -> inference.progress(Progress.of(LEARN, done.incrementAndGet(), mistakes.size()))))
                        .toList()).andFailFast();
    }

    /** Fewer and more general principles; empty if the call fails. */
    Uni<Optional<List<String>>> condense(List<String> principles) {
        int most = prompts.settings().maxPrinciples();
        return FORMAT.ask(inference, prompts.internal(CONDENSE, CONDENSED, Map.of("count", most),
                block(prompts, principles)))
                .map(reply -> reply.filter(condensed -> !condensed.isEmpty())
                        .map(condensed -> condensed.stream().limit(most).toList()))
                .invoke(() -> inference.progress(Progress.of(CONDENSE, 1, 1)));
    }

    /** Numbered principles as fenced data. */
    static String block(LeapPrompts prompts, List<String> principles) {
        return FenceKind.PRINCIPLE.wrap(prompts.fence(), "principles", IntStream.range(0, principles.size())
                .mapToObj(i -> (i + 1) + ". " + principles.get(i)).collect(Collectors.joining("\n")));
    }

    /** The first of each list, then the second of each, and so on, without repetitions. */
    static List<String> interleaved(List<List<String>> lists) {
        var all = new ArrayList<String>();
        for (int place = 0; place < EACH; place++) {
            for (List<String> list : lists) {
                if (place < list.size()) {
                    all.add(list.get(place));
                }
            }
        }
        return all.stream().distinct().toList();
    }

    private Prompt prompt(String task, Mistake mistake) {
        boolean natural = !mistake.attempt().isEmpty();
        String solved = prompts.question(task, mistake.demonstration().question()) + "\n\n"
                + FenceKind.EXAMPLE.wrap(prompts.fence(), "correct answer", mistake.demonstration().answer());
        return prompts.internal(LEARN, PRINCIPLES, Map.of("natural", natural, "count", EACH), natural
                ? solved + "\n\n" + FenceKind.DRAFT.wrap(prompts.fence(), "wrong reply", mistake.attempt())
                : solved);
    }
}
