package dev.ponder.retrieval.page;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

import org.jsoup.nodes.Element;

/**
 * The rows of an HTML table.
 *
 * @param rows the cells of each row that has some
 * @param nested whether a cell has content that does not fit into one line
 */
record HtmlTable(List<List<Element>> rows, boolean nested) {

    static HtmlTable of(Element table) {
        var rows = new ArrayList<List<Element>>();
        collect(table, rows);
        boolean nested = table.attr("role").equals("presentation") || table.selectStream("table, pre, h1, h2, h3").skip(1).findFirst().isPresent();
        return new HtmlTable(rows, nested);
    }

    private static void collect(Element parent, List<List<Element>> rows) {
        for (Element child : parent.children()) {
            switch (child.normalName()) {
                case "thead", "tbody", "tfoot" -> collect(child, rows);
                case "tr" -> {
                    List<Element> cells = child.children().stream()
                            .filter(cell -> cell.normalName().equals("td") || cell.normalName().equals("th")).toList();
                    if (!cells.isEmpty()) {
                        rows.add(cells);
                    }
                }
                default -> {
                    // Captions and columns have no cells
                }
            }
        }
    }

    /** Whether the table only places its content on the page. */
    boolean isLayout() {
        return nested || rows.size() < 2 || rows.stream().mapToInt(List::size).max().orElse(0) < 2;
    }

    /**
     * The table in the syntax of GitHub's Markdown, with the first row as its head.
     *
     * @param text the text of a cell in one line
     */
    String markdown(Function<Element, String> text) {
        var lines = new ArrayList<String>();
        for (List<Element> row : rows) {
            lines.add("| " + String.join(" | ", row.stream().map(cell -> text.apply(cell).replace("|", "\\|")).toList()) + " |");
            if (lines.size() == 1) {
                lines.add("|" + String.join("|", Collections.nCopies(row.size(), " --- ")) + "|");
            }
        }
        return String.join("\n", lines);
    }
}
