package dev.ponder.strategies.rto;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import dev.ponder.api.AnswerPart;
import dev.ponder.toolkit.reply.TolerableFailure;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * An answer that is written before it is known whether it is needed. Its parts are held until the decision; then they are
 * passed on as they arrive, or its call is cancelled and the first answer takes its place. The first answer also takes its
 * place if it fails before a part was passed on, or has no content. One instance for each subscription.
 */
final class SpeculativeAnswer {

    private final List<AnswerPart> first;
    private final Consumer<String> degraded;
    private final List<Optional<AnswerPart>> held = new ArrayList<>();
    private boolean decided;
    private boolean content;
    private boolean passed;

    private SpeculativeAnswer(List<AnswerPart> first, Consumer<String> degraded) {
        this.first = first;
        this.degraded = degraded;
    }

    /**
     * The parts for the client.
     *
     * @param keepFirst whether the first answer is the better one
     * @param written the answer that may replace it
     * @param degraded receives the reason why the first answer is returned although the other one was wanted
     */
    static Multi<AnswerPart> parts(Uni<Boolean> keepFirst, Multi<AnswerPart> written, List<AnswerPart> first,
            Consumer<String> degraded) {
        return Multi.createFrom().deferred(() -> new SpeculativeAnswer(first, degraded).merged(keepFirst, written));
    }

    /** An empty element marks the end, so that what is still running is cancelled at once. */
    private Multi<AnswerPart> merged(Uni<Boolean> keepFirst, Multi<AnswerPart> written) {
        return Multi.createBy().merging().streams(keepFirst.map(this::decide).toMulti(), written.map(this::add))
                .onItem().<Optional<AnswerPart>>transformToIterable(parts -> parts)
                .select().first(Optional::isPresent)
                .map(Optional::orElseThrow)
                .invoke(() -> passed = true)
                .onFailure(failure -> !passed && TolerableFailure.isTolerable(failure)).recoverWithMulti(() -> {
                    degraded.accept("the last call failed, so the first answer was returned");
                    return Multi.createFrom().iterable(first);
                });
    }

    private List<Optional<AnswerPart>> decide(boolean keepFirst) {
        decided = true;
        return keepFirst ? ofFirst() : List.copyOf(held);
    }

    private List<Optional<AnswerPart>> add(AnswerPart part) {
        content |= part instanceof AnswerPart.Text text
                ? !text.text().isBlank()
                : part instanceof AnswerPart.ToolCallDelta || part instanceof AnswerPart.Refusal;
        List<Optional<AnswerPart>> parts = List.of(Optional.of(part));
        if (part instanceof AnswerPart.Finish && !content) {
            degraded.accept("the last call returned nothing, so the first answer was returned");
            parts = ofFirst();
        }
        if (decided) {
            return parts;
        }
        held.addAll(parts);
        return List.of();
    }

    private List<Optional<AnswerPart>> ofFirst() {
        List<Optional<AnswerPart>> parts = new ArrayList<>(first.stream().map(Optional::of).toList());
        parts.add(Optional.empty());
        return parts;
    }
}
