package dev.ponder.runtime.engine;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.ponder.runtime.stream.MergedStreams;
import io.smallrye.mutiny.Multi;

/** The branches of {@code a|b}. One that fails before it said anything is left out, as long as another one is left. */
final class BranchMerger {

    private final List<Multi<ChoicePart>> branches;
    private final AtomicInteger lost = new AtomicInteger();

    BranchMerger(List<Multi<ChoicePart>> branches) {
        this.branches = branches;
    }

    Multi<ChoicePart> merged() {
        return MergedStreams.of(branches.stream().map(this::bearable).toList());
    }

    private Multi<ChoicePart> bearable(Multi<ChoicePart> branch) {
        var began = new AtomicBoolean();
        return branch
                .onItem().invoke(part -> began.set(true))
                .onFailure(failure -> !began.get() && lost.incrementAndGet() < branches.size())
                .recoverWithMulti(Multi.createFrom().empty());
    }
}
