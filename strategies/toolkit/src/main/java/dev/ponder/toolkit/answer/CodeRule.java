package dev.ponder.toolkit.answer;

import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** The last fenced block, if the question asks for a program. */
final class CodeRule implements ExtractionRule {

    private static final double CONFIDENCE = 0.8;
    private static final String FENCE = "```";

    @Override
    public @Nullable ExtractedAnswer find(Reply reply) {
        FencedBlock block = reply.hint().code() ? FencedBlock.lastIn(reply.text()) : null;
        return block == null ? null : code(reply, block.start(), block.end(), CONFIDENCE, !block.closed());
    }

    /** The range as a program, without a fence around it; null if it is blank. */
    static @Nullable ExtractedAnswer code(Reply reply, int start, int end, double confidence, boolean truncated) {
        String text = reply.text().substring(start, end);
        FencedBlock block = text.strip().startsWith(FENCE) ? FencedBlock.lastIn(text) : null;
        String raw = block == null ? text : text.substring(block.start(), block.end());
        String canonical = raw.lines().map(String::stripTrailing).filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
        return canonical.isEmpty()
                ? null
                : reply.answer(new Value.Code(canonical), raw.strip(), start, end, confidence, truncated);
    }
}
