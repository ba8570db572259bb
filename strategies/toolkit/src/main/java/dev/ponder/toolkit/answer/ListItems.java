package dev.ponder.toolkit.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the items of lists: bulleted, numbered, one to a line, or separated by commas. */
final class ListItems {

    /** Between the items of a canonical list; no canonical item contains it. */
    static final String SEPARATOR = " | ";

    private static final Pattern ITEM = Pattern
            .compile("^(\\h*)(?:[-*•+–]|\\(?\\d{1,3}[.)]|\\(?[a-z][.)])\\h+(\\S.*)$");
    /** What an item is about, where an explanation follows: "**Red**: …", "Red – …", "Red (…)". */
    private static final Pattern HEAD = Pattern
            .compile("^(?:\\*\\*|__)(.{1,60}?)[:.]?(?:\\*\\*|__).*|^(.{1,60}?)(?:: | [-–—] | \\().*");
    private static final Pattern COMMAS = Pattern.compile("\\s*[,;、，]\\s*(?:and |or |& )?|\\s+(?:and|or|&)\\s+");
    private static final int MAX_LINE = 500;
    private static final int MAX_LINES = 200;
    private static final int MAX_WORDS = 8;
    private static final int FEW_WORDS = 4;

    private ListItems() {
    }

    /** The canonical items of a reply that is one list, with at most a line before and one after it; empty for others. */
    static List<String> ofText(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).limit(MAX_LINES + 1L).toList();
        if (lines.size() > MAX_LINES || lines.stream().anyMatch(line -> line.length() > MAX_LINE)) {
            return List.of();
        }
        if (lines.size() == 1) {
            return ofLine(lines.get(0));
        }
        List<String> items = marked(lines);
        boolean bare = items.isEmpty() && lines.size() > 1
                && lines.stream().allMatch(line -> isShort(line, FEW_WORDS) && !line.matches(".*[.!?:]\\s*"));
        return bare ? lines.stream().map(ListItems::canonical).toList() : items;
    }

    /** The canonical items of a line with commas; empty if it is a sentence, or only one item. */
    static List<String> ofLine(String line) {
        String plain = line.strip().replaceAll("[.。]$", "");
        List<String> items = List.of(COMMAS.split(plain, -1));
        // "the seventh and last of them" is no list
        int words = items.size() > 2 || plain.indexOf(',') >= 0 ? FEW_WORDS : FEW_WORDS / 2;
        boolean several = items.size() > 1 && plain.length() <= MAX_LINE
                && items.stream().allMatch(item -> isShort(item, words) && !item.matches(".*[.!?:]\\s.*"));
        return several ? items.stream().map(ListItems::canonical).toList() : List.of();
    }

    private static List<String> marked(List<String> lines) {
        List<String> items = new ArrayList<>();
        int outer = -1;
        int others = 0;
        for (String line : lines) {
            Matcher item = ITEM.matcher(line);
            if (item.matches()) {
                int indent = item.group(1).length();
                outer = outer < 0 ? indent : outer;
                if (indent <= outer) {
                    items.add(canonical(item.group(2)));
                }
            } else if (!line.startsWith("  ")) {
                others++;
            }
        }
        boolean surrounded = others <= 2 && items.size() > 1;
        return surrounded ? items : List.of();
    }

    private static String canonical(String item) {
        Matcher head = HEAD.matcher(item);
        if (isShort(item, MAX_WORDS) || !head.matches()) {
            return TextTokens.canonical(item);
        }
        return TextTokens.canonical(head.group(1) != null ? head.group(1) : head.group(2));
    }

    private static boolean isShort(String text, int words) {
        int count = TextTokens.of(text).size();
        return count > 0 && count <= words;
    }
}
