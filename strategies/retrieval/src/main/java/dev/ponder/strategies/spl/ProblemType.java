package dev.ponder.strategies.spl;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import dev.ponder.toolkit.reply.ReplyFormat;
import dev.ponder.toolkit.reply.ReplySchema;

/** Kinds of problems that have strategies of their own. */
enum ProblemType {
    ARITHMETIC_CALCULATION, ALGEBRAIC_EQUATION, STATISTICAL_ANALYSIS, LOGICAL_REASONING, WORD_PROBLEM, CODING_PROBLEM, ALGORITHM_DESIGN, CREATIVE_WRITING, TEXT_SUMMARIZATION, INFORMATION_RETRIEVAL, PLANNING_TASK, DECISION_MAKING, KNOWLEDGE_QUESTION, LANGUAGE_TRANSLATION, SEQUENCE_COMPLETION, GENERAL_PROBLEM;

    static final ReplyFormat<ProblemType> FORMAT = ReplyFormat
            .of("problem_type", ReplySchema.object().oneOf("type", names()), "type",
                    reply -> named(reply.path("type").asText("")))
            .orProse(ProblemType::named);

    static String[] names() {
        return Arrays.stream(values()).map(ProblemType::id).toArray(String[]::new);
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The last type that a text names. */
    private static Optional<ProblemType> named(String text) {
        String plain = text.toLowerCase(Locale.ROOT).replace(' ', '_');
        return Arrays.stream(values()).filter(type -> plain.contains(type.id()))
                .max((a, b) -> Integer.compare(plain.lastIndexOf(a.id()), plain.lastIndexOf(b.id())));
    }
}
