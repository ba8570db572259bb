package dev.ponder.retrieval.page;

/** The blocks of a Markdown text, with the marks and indentations of lists and quotations. Not thread-safe. */
final class MarkdownBlocks {

    private static final int MAX_DEPTH = 8;
    private static final int FENCE = 3;

    private final int limit;
    private final StringBuilder out = new StringBuilder();
    private String indent = "";
    /** The mark of a list item, before its first block. */
    private String marker = "";
    private int depth;
    private boolean joined;

    /**
     * No blocks.
     *
     * @param limit the maximum number of characters; further text is dropped
     */
    MarkdownBlocks(int limit) {
        this.limit = limit;
    }

    /** Adds a block of one or several lines. */
    void add(String whole) {
        String text = whole.substring(0, Math.max(0, Math.min(whole.length(), limit - out.length())));
        if (!out.isEmpty()) {
            out.append(joined ? "\n" : "\n\n");
        }
        joined = false;
        String prefix = marker.isEmpty() ? indent : marker;
        marker = "";
        int begin = 0;
        for (int end = text.indexOf('\n'); end >= 0 && out.length() < 2L * limit; end = text.indexOf('\n', begin)) {
            out.append(prefix).append(text, begin, end + 1);
            prefix = indent;
            begin = end + 1;
        }
        out.append(prefix).append(text, begin, text.length());
    }

    /** Adds code between fences that are longer than any in the code. */
    void addCode(String language, String code) {
        String fence = "`".repeat(Math.max(FENCE, longestRun(code) + 1));
        add(fence + language + "\n" + code + "\n" + fence);
    }

    private static int longestRun(String code) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < code.length(); i++) {
            run = code.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    /** Sets whether the next block follows without an empty line. */
    void joinNext(boolean withoutEmptyLine) {
        joined = withoutEmptyLine;
    }

    /** Adds blocks with a mark before the first line, and an indentation before the others. */
    void nested(String first, String others, Runnable content) {
        String outer = indent;
        boolean deep = depth >= MAX_DEPTH;
        marker = deep ? "" : (marker.isEmpty() ? outer : marker) + first;
        indent = deep ? outer : outer + others;
        depth++;
        content.run();
        depth--;
        indent = outer;
        marker = "";
    }

    int depth() {
        return depth;
    }

    int length() {
        return out.length();
    }

    String text() {
        return out.toString().strip();
    }
}
