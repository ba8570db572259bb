package dev.ponder.toolkit.answer;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The longest fenced program, because shorter ones show its use; or the whole reply, if it is a program. Numbers and
 * announcements in a program are no answers.
 */
final class CodeRule implements ExtractionRule {

    private static final double CONFIDENCE = 0.8;

    @Override
    public @Nullable ExtractedAnswer find(Reply reply) {
        String text = reply.text();
        if (ProgramText.isProgram(text)) {
            return code(reply, 0, text.length(), CONFIDENCE, false);
        }
        List<FencedBlock> blocks = FencedBlock.in(text).stream()
                .filter(block -> block.isProgram(text) || (reply.hint().code() && block.language().isEmpty())).toList();
        return blocks.stream().max(Comparator.comparingInt(block -> block.end() - block.start()))
                .map(block -> code(reply, block.start(), block.end(), CONFIDENCE, !block.closed())).orElse(null);
    }

    /** The range as a program, without a fence around it; null if it is blank. */
    static @Nullable ExtractedAnswer code(Reply reply, int start, int end, double confidence, boolean truncated) {
        String text = reply.text().substring(start, end);
        List<FencedBlock> blocks = text.strip().startsWith(FencedBlock.FENCE) ? FencedBlock.in(text) : List.of();
        String raw = blocks.isEmpty() ? text : blocks.get(blocks.size() - 1).content(text);
        String canonical = raw.lines().map(String::stripTrailing).filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
        return canonical.isEmpty()
                ? null
                : reply.answer(new Value.Structure(AnswerKind.CODE, canonical), raw.strip(), start, end, confidence,
                        truncated);
    }
}
