package dev.ponder.retrieval.page;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeVisitor;

/**
 * Finds the main text of a page. What the author marks as such is taken; otherwise the element whose children have the greatest sum of
 * text densities: characters outside of links for each tag. Navigation and advertisements have many tags and links for few
 * characters (content extraction via text density, Sun, Song, Liao, SIGIR 2011).
 *
 * @see <a href="https://doi.org/10.1145/2009916.2009952">DOM based content extraction via text density</a>
 */
final class MainContent {

    /** A shorter text is not the main text of a page. */
    private static final int ENOUGH = 250;
    /** What the main text must have of all text outside of links. */
    private static final double SHARE = 0.3;
    /** What an element must add to the text of one of its children to be taken in its place. */
    private static final double MORE = 0.2;
    private static final double MANY_LINKS = 0.6;
    private static final int SHORT = 120;
    private static final Set<String> AROUND = Set.of("nav", "footer", "aside", "menu");
    private static final Set<String> AROUND_ROLES = Set.of("navigation", "banner", "contentinfo", "search", "complementary",
            "dialog", "alertdialog", "menu", "menubar", "toolbar");
    private static final Set<String> AROUND_NAMES = Set.of("nav", "navbar", "navigation", "breadcrumb", "breadcrumbs", "menu",
            "sidebar", "footer", "cookie", "cookies", "consent", "gdpr", "share", "sharing", "social", "related", "newsletter",
            "advert", "advertisement", "ads", "ad", "promo", "sponsored", "comments", "pagination", "skip", "toc");
    private static final Pattern NAME_BORDER = Pattern.compile("[\\s_-]+");
    private static final Set<String> BLOCKS = Set.of("div", "section", "ul", "ol", "table", "p", "dl");

    private final Map<Element, Measure> measures = new IdentityHashMap<>();

    private MainContent() {
    }

    /** The text of an element. */
    private static final class Measure {

        private int characters;
        private int inLinks;
        private int tags;
        private double densities;

        int prose() {
            return characters - inLinks;
        }

        double density() {
            return prose() / (double) Math.max(1, tags);
        }
    }

    /** The element with the main text, from which navigation and the like are removed; the whole body if there is no other. */
    static Element of(Element body) {
        var content = new MainContent();
        content.measure(body);
        Element main = content.main(body);
        main.filter((node, depth) -> depth > 0 && node instanceof Element element && content.isAround(element)
                ? NodeFilter.FilterResult.REMOVE
                : NodeFilter.FilterResult.CONTINUE);
        return main;
    }

    private void measure(Element body) {
        body.traverse(new NodeVisitor() {

            private int links;

            @Override
            public void head(Node node, int depth) {
                if (node instanceof Element element) {
                    measures.put(element, new Measure());
                    links += element.normalName().equals("a") ? 1 : 0;
                }
            }

            @Override
            public void tail(Node node, int depth) {
                Element parent = node.parent() instanceof Element above ? above : body;
                if (node instanceof TextNode text) {
                    int length = text.text().strip().length();
                    Measure measure = measured(parent);
                    measure.characters += length;
                    measure.inLinks += links > 0 ? length : 0;
                    measure.densities += links > 0 ? 0 : length;
                } else if (node instanceof Element element) {
                    links -= element.normalName().equals("a") ? 1 : 0;
                    add(element);
                }
            }
        });
    }

    private Measure measured(Element element) {
        return measures.computeIfAbsent(element, missing -> new Measure());
    }

    private void add(Element element) {
        Measure own = measured(element);
        Element parent = element.parent();
        if (parent != null) {
            Measure above = measured(parent);
            above.characters += own.characters;
            above.inLinks += own.inLinks;
            above.tags += own.tags + 1;
            above.densities += own.density();
        }
    }

    private Element main(Element body) {
        int all = measured(body).prose();
        List<Element> marked = body.select("main, [role=main], article");
        Element best = null;
        for (Element element : marked) {
            if (best == null || measured(element).prose() > measured(best).prose()) {
                best = element;
            }
        }
        if (best != null && isEnough(best, all)) {
            return best;
        }
        Element densest = null;
        for (Element element : body.getAllElements()) {
            boolean better = densest == null || measured(element).densities > measured(densest).densities;
            if (element != body && better && isEnough(element, all)) {
                densest = element;
            }
        }
        return densest == null ? body : widened(densest, body);
    }

    private boolean isEnough(Element element, int all) {
        return measured(element).prose() >= Math.max(ENOUGH, SHARE * all);
    }

    /** A text in several sections is in their common parent. */
    private Element widened(Element element, Element body) {
        Element widest = element;
        for (Element above = element.parent(); above != null && widest != body; above = above == body ? null : above.parent()) {
            if (measured(above).prose() > (1 + MORE) * measured(widest).prose()) {
                widest = above;
            }
        }
        return widest;
    }

    /** Whether an element is not part of the text: navigation, a footer, a list of links in few words. */
    private boolean isAround(Element element) {
        if (AROUND.contains(element.normalName()) || AROUND_ROLES.contains(element.attr("role"))) {
            return true;
        }
        Measure measure = measured(element);
        if (!BLOCKS.contains(element.normalName())) {
            return false;
        }
        boolean named = isNamedAround(element.className()) || isNamedAround(element.id());
        boolean links = measure.inLinks > MANY_LINKS * measure.characters;
        return named && (links || measure.prose() < SHORT);
    }

    private static boolean isNamedAround(String names) {
        if (names.isEmpty()) {
            return false;
        }
        for (String name : NAME_BORDER.split(names.toLowerCase(Locale.ROOT))) {
            if (AROUND_NAMES.contains(name)) {
                return true;
            }
        }
        return false;
    }
}
