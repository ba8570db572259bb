package dev.ponder.strategies.rstar;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.ponder.api.Fence;
import dev.ponder.toolkit.text.FenceKind;

/** The state of a node: the actions so far, with what the model wrote. Immutable. */
record ReasoningTrace(List<Step> steps) {

    static final ReasoningTrace EMPTY = new ReasoningTrace(List.of());

    /** One action. */
    record Step(ReasoningAction action, String text) {}

    ReasoningTrace {
        steps = List.copyOf(steps);
    }

    ReasoningTrace plus(ReasoningAction action, String text) {
        var all = new ArrayList<>(steps);
        all.add(new Step(action, text.strip()));
        return new ReasoningTrace(all);
    }

    /** The actions that may follow: only the answer once there are so many steps. */
    List<ReasoningAction> next(int maxDepth) {
        List<ReasoningAction> next = steps.isEmpty()
                ? ReasoningAction.first()
                : steps.get(steps.size() - 1).action().next();
        return steps.size() < maxDepth || next.isEmpty() ? next : List.of(ReasoningAction.ANSWER);
    }

    long characters() {
        return steps.stream().mapToLong(step -> step.text().length()).sum();
    }

    String text() {
        return steps.stream().map(Step::text).collect(Collectors.joining("\n\n"));
    }

    /** The steps as blocks of a prompt, under their numbers. */
    String blocks(Fence fence) {
        return IntStream.range(0, steps.size())
                .mapToObj(i -> FenceKind.PLAN.wrap(fence, Integer.toString(i + 1), steps.get(i).text()))
                .collect(Collectors.joining("\n\n"));
    }
}
