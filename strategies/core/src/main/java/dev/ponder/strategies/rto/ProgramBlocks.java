package dev.ponder.strategies.rto;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

import dev.ponder.toolkit.answer.AnswerEquivalence;
import dev.ponder.toolkit.answer.AnswerExtractor;
import dev.ponder.toolkit.answer.AnswerKind;
import dev.ponder.toolkit.answer.ExtractedAnswer;
import dev.ponder.toolkit.answer.ExtractedAnswer.Span;
import dev.ponder.toolkit.answer.QuestionHint;

/** The programs in a reply: the contents of all its code blocks, for example several files; or the whole reply. */
record ProgramBlocks(List<String> programs) {

    static final ProgramBlocks NONE = new ProgramBlocks(List.of());

    private static final char TICK = '`';
    private static final int FENCE = 3;
    /** Languages of blocks that are not programs. */
    private static final Set<String> TEXTS = Set.of("text", "txt", "plaintext", "plain", "output", "console",
            "markdown",
            "md", "json", "csv", "diff");

    ProgramBlocks {
        programs = List.copyOf(programs);
    }

    /** The programs of a reply that gives a program as its answer; none for any other reply. Takes linear time. */
    static ProgramBlocks of(String reply, QuestionHint hint) {
        if (AnswerExtractor.extract(reply, hint).kind() != AnswerKind.CODE) {
            return NONE;
        }
        List<String> blocks = blocks(reply);
        return new ProgramBlocks(blocks.isEmpty() ? List.of(reply.strip()) : blocks);
    }

    boolean isEmpty() {
        return programs.isEmpty();
    }

    /** All programs, for a prompt. */
    String text() {
        return String.join("\n\n", programs);
    }

    /** Whether both have the same programs in the same order, apart from comments and blanks. */
    boolean sameTokens(ProgramBlocks other) {
        var equivalence = new AnswerEquivalence(QuestionHint.NONE);
        return programs.size() == other.programs.size() && IntStream.range(0, programs.size())
                .allMatch(i -> equivalence.equivalent(code(programs.get(i)), code(other.programs.get(i))));
    }

    private static ExtractedAnswer code(String program) {
        return new ExtractedAnswer(AnswerKind.CODE, program, program, 1, new Span(0, program.length()), null, false,
                false);
    }

    /** A block ends with a line of at least as many backticks as it began with, so that it can contain blocks itself. */
    private static List<String> blocks(String reply) {
        List<String> blocks = new ArrayList<>();
        StringBuilder block = new StringBuilder();
        int fence = 0;
        boolean program = false;
        for (String line : reply.lines().toList()) {
            int ticks = ticks(line.strip());
            String language = line.strip().substring(ticks).strip();
            if (fence == 0 && ticks >= FENCE) {
                fence = ticks;
                program = !TEXTS.contains(language.toLowerCase(Locale.ROOT));
                block.setLength(0);
            } else if (fence > 0 && ticks >= fence && language.isEmpty()) {
                fence = 0;
                if (program && !block.toString().isBlank()) {
                    blocks.add(block.toString().stripTrailing());
                }
            } else if (fence > 0) {
                block.append(line).append('\n');
            }
        }
        return blocks;
    }

    private static int ticks(String line) {
        int ticks = 0;
        while (ticks < line.length() && line.charAt(ticks) == TICK) {
            ticks++;
        }
        return ticks;
    }
}
