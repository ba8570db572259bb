package dev.ponder.strategies.rstar;

import java.util.List;

import dev.ponder.api.PromptTemplate;

/** The reasoning actions A1 to A5, and which of them may follow which. */
enum ReasoningAction {

    /** A1: the next step alone. */
    NEXT_STEP("next-step", 3),
    /** A2: all remaining steps and the answer; ends a trajectory. */
    ANSWER("answer", 1),
    /** A3: a smaller question and its answer. */
    SUBQUESTION("subquestion", 3),
    /** A4: the answer to the last smaller question again, without relying on the first. */
    REANSWER("reanswer", 1),
    /** A5: the problem in other words: its conditions, and what it asks for. */
    REPHRASE("rephrase", 1);

    private final String task;
    private final int samples;

    ReasoningAction(String resource, int samples) {
        this.task = PromptTemplate.of(ReasoningAction.class, resource).render();
        this.samples = samples;
    }

    /** The instructions for the model. */
    String task() {
        return task;
    }

    /** How often the action is tried at one node at most. An answer is tried once, because it is sampled several times. */
    int samples() {
        return samples;
    }

    /** The actions at the beginning. */
    static List<ReasoningAction> first() {
        return List.of(NEXT_STEP, ANSWER, SUBQUESTION, REPHRASE);
    }

    /** The actions after this one. */
    List<ReasoningAction> next() {
        return switch (this) {
            case NEXT_STEP -> List.of(NEXT_STEP, ANSWER);
            case ANSWER -> List.of();
            case SUBQUESTION -> List.of(NEXT_STEP, ANSWER, SUBQUESTION, REANSWER);
            case REANSWER, REPHRASE -> List.of(NEXT_STEP, ANSWER, SUBQUESTION);
        };
    }
}
