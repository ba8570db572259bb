package dev.ponder.retrieval.page;

import java.util.Set;

import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * Writes HTML as Markdown: headings, paragraphs, lists, tables, code, quotations, emphasis, links and formulas. Pictures become their
 * descriptions. For one document; not thread-safe.
 */
final class MarkdownWriter {

    private static final Set<String> BLOCKS = Set.of("address", "article", "aside", "body", "center", "dd", "details", "div", "dl",
            "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "legend", "main", "nav", "p", "section",
            "summary", "tbody", "tfoot", "thead", "tr", "td", "th", "caption", "option");
    private static final int MAX_LINK = 500;
    private static final int MAX_EXPONENT = 8;

    private final int limit;
    private final MarkdownBlocks blocks;
    /** The text of the paragraph that is being written. */
    private final StringBuilder line = new StringBuilder();
    /** Above 0 inside of headings, links and cells, which have one line. */
    private int oneLine;

    /**
     * A writer.
     *
     * @param limit the maximum number of characters, after which nothing is written: links are longer than in HTML
     */
    MarkdownWriter(int limit) {
        this.limit = limit;
        this.blocks = new MarkdownBlocks(limit);
    }

    String write(Element content) {
        children(content);
        endParagraph();
        return blocks.text();
    }

    private void children(Element element) {
        for (Node child : element.childNodes()) {
            node(child);
        }
    }

    private void node(Node node) {
        if (blocks.length() + line.length() > limit) {
            return;
        }
        if (node instanceof TextNode text) {
            inline(text.getWholeText());
        } else if (node instanceof Element element) {
            element(element);
        }
    }

    private void element(Element element) {
        String name = element.normalName();
        switch (name) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> heading(element, name.charAt(1) - '0');
            case "br" -> line.append('\n');
            case "hr" -> rule();
            case "pre" -> code(element);
            case "ul", "ol" -> list(element, name.equals("ol"));
            case "blockquote" -> nested(element, "> ", "> ");
            case "table" -> table(element);
            case "b", "strong" -> around(element, "**");
            case "i", "em" -> around(element, "*");
            case "del", "s" -> around(element, "~~");
            case "code", "kbd", "samp", "tt" -> inlineCode(element);
            case "sup" -> script(element, "^");
            case "sub" -> script(element, "_");
            case "a" -> link(element);
            case "img" -> inline(element.hasAttr("alt") && !element.attr("alt").isBlank() ? "![" + element.attr("alt").strip() + "]" : "");
            case "math" -> inline(formula(element));
            case "dt" -> {
                endParagraph();
                around(element, "**");
                endParagraph();
            }
            default -> {
                if (BLOCKS.contains(name)) {
                    endParagraph();
                    children(element);
                    endParagraph();
                } else {
                    children(element);
                }
            }
        }
    }

    /** HTML has one blank where its text has several characters of white space. */
    private void inline(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean blank = c <= ' ' || c == '\u00a0';
            if (!blank) {
                line.append(c);
            } else if (!line.isEmpty() && line.charAt(line.length() - 1) > ' ') {
                line.append(' ');
            }
        }
    }

    private void heading(Element element, int level) {
        endParagraph();
        String text = line(element);
        if (oneLine > 0) {
            inline(text);
        } else if (!text.isEmpty()) {
            blocks.add("#".repeat(level) + " " + text);
        }
    }

    private void rule() {
        endParagraph();
        if (oneLine == 0) {
            blocks.add("---");
        }
    }

    /** The children in one line, taken from what is being written. */
    private String line(Element element) {
        int begin = line.length();
        oneLine++;
        children(element);
        oneLine--;
        String text = line.substring(begin).replace('\n', ' ').strip();
        line.setLength(begin);
        return text;
    }

    private void around(Element element, String mark) {
        int begin = line.length();
        int before = blocks.length();
        children(element);
        if (before == blocks.length() && begin < line.length()) {
            String text = line.substring(begin);
            String inner = text.strip();
            boolean plain = inner.isEmpty() || inner.indexOf('\n') >= 0 || inner.startsWith(mark);
            line.setLength(begin);
            line.append(text.startsWith(" ") ? " " : "").append(plain ? inner : mark + inner + mark)
                    .append(text.endsWith(" ") ? " " : "");
        }
    }

    private void inlineCode(Element element) {
        String text = element.wholeText().strip();
        if (!text.isEmpty()) {
            line.append(text.indexOf('`') >= 0 ? "`` " + text.replace('\n', ' ') + " ``" : "`" + text.replace('\n', ' ') + "`");
        }
    }

    /** An exponent or index changes the meaning of a number; the sign of a footnote does not. */
    private void script(Element element, String mark) {
        String text = element.text().strip();
        if (!text.isEmpty() && element.selectFirst("a") == null && text.length() <= MAX_EXPONENT) {
            line.append(mark).append(text.length() == 1 ? text : "{" + text + "}");
        } else {
            children(element);
        }
    }

    private void link(Element element) {
        String text = line(element);
        String target = element.absUrl("href");
        boolean useful = (target.startsWith("http://") || target.startsWith("https://")) && target.length() <= MAX_LINK
                && !element.attr("href").startsWith("#") && !text.isEmpty() && !text.equals(target);
        line.append(useful ? "[" + text + "](" + target.replace(")", "%29") + ")" : text);
    }

    private static String formula(Element math) {
        Element tex = math.selectFirst("annotation[encoding=application/x-tex]");
        String source = tex != null ? tex.wholeText() : math.attr("alttext");
        return source.isBlank() ? math.text() : "$" + source.strip() + "$";
    }

    private void code(Element element) {
        endParagraph();
        if (oneLine > 0) {
            inlineCode(element);
            return;
        }
        String text = element.wholeText().stripTrailing();
        Element inner = element.selectFirst("code");
        blocks.addCode(language(inner == null ? element : inner), text);
    }

    private static String language(Element code) {
        return code.classNames().stream().filter(name -> name.startsWith("language-") || name.startsWith("lang-"))
                .map(name -> name.substring(name.indexOf('-') + 1)).findFirst().orElse("");
    }

    private void list(Element element, boolean numbered) {
        endParagraph();
        int number = numbered ? start(element) : 0;
        boolean first = blocks.depth() == 0;
        for (Element item : element.children()) {
            boolean entry = item.normalName().equals("li");
            String mark = entry ? numbered ? number++ + ". " : "- " : "";
            blocks.joinNext(!first);
            nested(item, mark, " ".repeat(mark.length()));
            first = false;
        }
        blocks.joinNext(false);
    }

    private static int start(Element list) {
        String text = list.attr("start");
        return text.length() < 7 && !text.isEmpty() && text.chars().allMatch(Character::isDigit) ? Integer.parseInt(text) : 1;
    }

    /** Writes the children with a mark before the first line, and an indentation before the others. */
    private void nested(Element element, String first, String others) {
        endParagraph();
        blocks.nested(first, others, () -> {
            children(element);
            endParagraph();
        });
    }

    private void table(Element element) {
        endParagraph();
        HtmlTable table = HtmlTable.of(element);
        if (oneLine > 0 || table.isLayout()) {
            children(element);
        } else {
            blocks.add(table.markdown(this::line));
        }
        endParagraph();
    }

    private void endParagraph() {
        if (oneLine > 0) {
            inline(" ");
            return;
        }
        String text = line.toString().strip();
        line.setLength(0);
        if (!text.isEmpty()) {
            blocks.add(text);
        }
    }
}
