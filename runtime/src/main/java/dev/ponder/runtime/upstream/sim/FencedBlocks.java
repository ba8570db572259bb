package dev.ponder.runtime.upstream.sim;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The blocks that strategies put other people's words into: {@code <draft-1a2b3c4d label="1">…</draft-1a2b3c4d>}.
 *
 * @param blocks the blocks, in order; what looks like a block inside another is its text
 * @param rest the text around them
 */
record FencedBlocks(List<Block> blocks, String rest) {

    private static final int NONCE = 8;
    private static final int LONGEST_TAG = 200;
    /** Each costs a look at the whole rest of the text. */
    private static final int MAX_UNCLOSED = 16;

    FencedBlocks {
        blocks = List.copyOf(blocks);
    }

    /**
     * A block.
     *
     * @param kind its name without the nonce
     * @param label empty when it has none
     */
    record Block(String kind, String label, String text) {}

    private record Tag(String name, String label, int end) {

        String kind() {
            return name.substring(0, name.length() - NONCE - 1);
        }
    }

    static FencedBlocks of(String text) {
        var blocks = new ArrayList<Block>();
        var rest = new StringBuilder();
        int from = 0;
        int unclosed = 0;
        for (int at = text.indexOf('<'); at >= 0 && unclosed < MAX_UNCLOSED; at = text.indexOf('<', at)) {
            Tag tag = tagAt(text, at);
            int close = tag == null ? -1 : text.indexOf("</" + tag.name() + ">", tag.end());
            if (tag == null || close < 0) {
                unclosed += tag == null ? 0 : 1;
                at++;
                continue;
            }
            blocks.add(new Block(tag.kind(), tag.label(), text.substring(tag.end(), close)));
            rest.append(text, from, at).append('\n');
            from = close + tag.name().length() + "</>".length();
            at = from;
        }
        return new FencedBlocks(blocks, from == 0 ? text : rest.append(text, from, text.length()).toString());
    }

    private static @Nullable Tag tagAt(String text, int open) {
        int nameEnd = open + 1;
        int limit = Math.min(text.length(), open + LONGEST_TAG);
        while (nameEnd < limit && isNameCharacter(text.charAt(nameEnd))) {
            nameEnd++;
        }
        String name = text.substring(open + 1, nameEnd);
        int end = nameEnd;
        while (end < limit && text.charAt(end) != '>' && text.charAt(end) != '<') {
            end++;
        }
        boolean ends = end < limit && text.charAt(end) == '>';
        return ends && hasNonce(name) ? new Tag(name, label(text.substring(nameEnd, end)), end + 1) : null;
    }

    private static boolean hasNonce(String name) {
        int dash = name.length() - NONCE - 1;
        return dash > 0 && name.charAt(dash) == '-'
                && name.substring(dash + 1).chars().allMatch(FencedBlocks::isHexDigit);
    }

    private static String label(String attributes) {
        String opening = "label=\"";
        int from = attributes.indexOf(opening);
        int to = from < 0 ? -1 : attributes.indexOf('"', from + opening.length());
        return to < 0 ? "" : attributes.substring(from + opening.length(), to);
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    private static boolean isHexDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
}
