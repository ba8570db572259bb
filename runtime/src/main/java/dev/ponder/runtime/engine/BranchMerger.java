package dev.ponder.runtime.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.ponder.runtime.concurrent.EventLoopExecutor;
import dev.ponder.runtime.stream.MergedStreams;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Merges the branches of {@code a|b}. A branch that fails before its first part is left out, unless it is the last one of its
 * prompt. The choices are numbered without a gap, so the first part is emitted when every branch has begun or failed. Until
 * then, a branch runs ahead by a bounded number of parts.
 */
final class BranchMerger {

    private static final int RUN_AHEAD = 256;

    private final List<Branch> branches;

    /**
     * A branch.
     *
     * @param parts the parts of its choices, which are numbered from 0
     * @param choices the number of its choices
     * @param losses how many branches of its prompt may fail
     * @param lost called when the branch is left out
     */
    record Branch(Multi<ChoicePart> parts, int choices, LossTolerance losses, Runnable lost) {}

    BranchMerger(List<Branch> branches) {
        this.branches = branches;
    }

    Multi<ChoicePart> merged() {
        return Multi.createFrom().deferred(() -> new Run().merged());
    }

    private enum State {
        WAITING, BEGUN, LOST
    }

    /** One subscription. */
    private final class Run {

        private final List<State> states = new ArrayList<>();
        private final CompletableFuture<Integer> choices = new CompletableFuture<>();
        private final EventLoopExecutor eventLoop = EventLoopExecutor.here();

        Multi<ChoicePart> merged() {
            branches.forEach(branch -> states.add(State.WAITING));
            var parts = new ArrayList<Multi<ChoicePart>>();
            for (int i = 0; i < branches.size(); i++) {
                parts.add(parts(i));
            }
            return MergedStreams.of(parts);
        }

        private Multi<ChoicePart> parts(int place) {
            Branch branch = branches.get(place);
            return branch.parts()
                    .onItem().invoke(() -> settle(place, State.BEGUN))
                    .onFailure(failure -> states.get(place) == State.WAITING && branch.losses().tolerate())
                    .recoverWithMulti(() -> {
                        branch.lost().run();
                        settle(place, State.LOST);
                        return Multi.createFrom().empty();
                    })
                    .onCompletion().invoke(() -> settle(place, State.LOST))
                    .emitOn(eventLoop, RUN_AHEAD)
                    .onItem().transformToUniAndConcatenate(part -> Uni.createFrom().completionStage(choices)
                            .map(all -> part.renumbered(first(place) + part.choice(), all)));
        }

        private void settle(int place, State state) {
            if (states.get(place) == State.WAITING) {
                states.set(place, state);
                if (!states.contains(State.WAITING)) {
                    choices.complete(first(branches.size()));
                }
            }
        }

        /** The index of the first choice of a branch. */
        private int first(int place) {
            int index = 0;
            for (int i = 0; i < place; i++) {
                index += states.get(i) == State.BEGUN ? branches.get(i).choices() : 0;
            }
            return index;
        }
    }
}
