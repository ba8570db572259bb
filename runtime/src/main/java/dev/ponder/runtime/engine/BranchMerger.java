package dev.ponder.runtime.engine;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.ponder.runtime.stream.MergedStreams;
import io.smallrye.mutiny.Multi;

/** Merges the branches of {@code a|b}. A branch that fails before its first part is omitted, unless it is the last one. */
final class BranchMerger {

    private final List<Multi<ChoicePart>> branches;
    private final LossTolerance losses;

    BranchMerger(List<Multi<ChoicePart>> branches) {
        this.branches = branches;
        this.losses = LossTolerance.of(branches.size(), 1);
    }

    Multi<ChoicePart> merged() {
        return MergedStreams.of(branches.stream().map(this::tolerated).toList());
    }

    private Multi<ChoicePart> tolerated(Multi<ChoicePart> branch) {
        var started = new AtomicBoolean();
        return branch
                .onItem().invoke(part -> started.set(true))
                .onFailure(failure -> !started.get() && losses.tolerate())
                .recoverWithMulti(Multi.createFrom().empty());
    }
}
