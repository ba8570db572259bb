package dev.ponder.retrieval.page;

import java.net.URI;
import java.util.List;
import java.util.Locale;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeFilter;

/** Reads the title and the main text of an HTML page. Loads nothing else: neither frames, nor scripts, nor images. */
final class HtmlReader {

    /** Deeper elements become children of this level, so that recursion is bounded. */
    private static final int MAX_DEPTH = 256;
    private static final int DATE = 10;
    private static final List<String> INVISIBLE = List.of("script", "style", "noscript", "template", "iframe", "object", "embed",
            "svg", "canvas", "audio", "video", "map", "button", "input", "select", "textarea", "dialog", "link", "meta",
            "head");

    private HtmlReader() {
    }

    static PageText read(String html, URI base) {
        Document document = Jsoup.parse(html, base.toString(), Parser.htmlParser().setMaxDepth(MAX_DEPTH));
        String title = title(document);
        String canonical = document.select("link[rel=canonical][href]").stream().findFirst()
                .map(link -> link.absUrl("href")).orElse("");
        String published = published(document);
        document.filter(HtmlReader::removeInvisible);
        Element content = MainContent.of(document.body());
        String text = new MarkdownWriter(2 * html.length()).write(content);
        return new PageText(title, published.isEmpty() ? text : "Published: " + published + "\n\n" + text, canonical);
    }

    private static String title(Document document) {
        Element heading = document.selectFirst("h1");
        return document.title().isBlank() && heading != null ? heading.text() : document.title();
    }

    /** The date, if the page names it in a form that machines read. */
    private static String published(Document document) {
        Element date = document.selectFirst("meta[property=article:published_time], meta[itemprop=datePublished], meta[name=date]");
        String text = date == null ? "" : date.attr("content").strip();
        boolean iso = text.length() >= DATE && text.substring(0, DATE).chars().allMatch(c -> c >= '0' && c <= '9' || c == '-');
        return iso ? text.substring(0, DATE) : "";
    }

    /** Text that a visitor does not see may be there for models alone. */
    private static NodeFilter.FilterResult removeInvisible(Node node, int depth) {
        boolean remove = node instanceof Element element
                ? INVISIBLE.contains(element.normalName()) || isHidden(element)
                : node.nodeName().equals("#comment");
        return remove ? NodeFilter.FilterResult.REMOVE : NodeFilter.FilterResult.CONTINUE;
    }

    private static boolean isHidden(Element element) {
        if (element.hasAttr("hidden") || element.attr("aria-hidden").equals("true") && !element.normalName().equals("math")) {
            return true;
        }
        String style = element.attr("style");
        if (style.isEmpty()) {
            return false;
        }
        String compact = style.toLowerCase(Locale.ROOT).replace(" ", "");
        return compact.contains("display:none") || compact.contains("visibility:hidden") || compact.contains("opacity:0;")
                || compact.endsWith("opacity:0") || compact.contains("font-size:0;") || compact.contains("font-size:0px")
                || compact.endsWith("font-size:0");
    }
}
