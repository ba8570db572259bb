package dev.ponder.toolkit.answer;

import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** Plain text for LaTeX commands without arguments. */
final class LatexSymbols {

    /** Commands that only format their argument. */
    private static final Set<String> FORMATTING = Set.of("text", "textbf", "textit", "textrm", "texttt", "textsf",
            "mathrm", "mathbf", "mathit", "mathsf", "mathtt", "mathbb", "mathcal", "mbox", "hbox", "operatorname",
            "boxed", "fbox", "emph", "underline", "bm", "boldsymbol", "bold", "ensuremath");

    private static final Set<String> FRACTIONS = Set.of("frac", "dfrac", "tfrac", "cfrac");
    private static final Set<String> BINOMIALS = Set.of("binom", "dbinom", "tbinom");

    private static final Set<String> BRACKET_SIZES = Set.of("left", "right", "middle", "big", "Big", "bigg", "Bigg",
            "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr", "Biggl", "Biggr");

    private static final Set<String> SPACES = Set.of(",", ";", ":", " ", "quad", "qquad", "thinspace", "enspace",
            "hfill", "displaystyle", "textstyle", "limits", "bf", "rm", "(", ")", "[", "]");

    private static final Map<String, String> SIGNS = Map.ofEntries(
            Map.entry("times", "*"), Map.entry("cdot", "*"), Map.entry("ast", "*"), Map.entry("div", "/"),
            Map.entry("pi", "π"), Map.entry("infty", "∞"), Map.entry("approx", "≈"), Map.entry("simeq", "≈"),
            Map.entry("pm", "±"), Map.entry("circ", "°"), Map.entry("degree", "°"), Map.entry("prime", "'"),
            Map.entry("le", "≤"), Map.entry("leq", "≤"), Map.entry("leqslant", "≤"), Map.entry("lt", "<"),
            Map.entry("ge", "≥"), Map.entry("geq", "≥"), Map.entry("geqslant", "≥"), Map.entry("gt", ">"),
            Map.entry("ne", "≠"), Map.entry("neq", "≠"), Map.entry("in", "∈"), Map.entry("cup", "∪"),
            Map.entry("cap", "∩"), Map.entry("emptyset", "∅"), Map.entry("varnothing", "∅"), Map.entry("ldots", "..."),
            Map.entry("dots", "..."), Map.entry("cdots", "..."), Map.entry("langle", "("), Map.entry("rangle", ")"),
            Map.entry("lbrace", "{"), Map.entry("rbrace", "}"), Map.entry("lbrack", "["), Map.entry("rbrack", "]"),
            Map.entry("lvert", "|"), Map.entry("rvert", "|"), Map.entry("vert", "|"), Map.entry("pounds", "£"),
            Map.entry("euro", "€"), Map.entry("sin", " sin "), Map.entry("cos", " cos "), Map.entry("tan", " tan "),
            Map.entry("ln", " ln "), Map.entry("log", " log "), Map.entry("exp", " exp "), Map.entry("alpha", "α"),
            Map.entry("beta", "β"), Map.entry("gamma", "γ"), Map.entry("delta", "δ"), Map.entry("theta", "θ"),
            Map.entry("lambda", "λ"), Map.entry("mu", "μ"), Map.entry("phi", "φ"), Map.entry("omega", "ω"));

    private LatexSymbols() {
    }

    static boolean dresses(String command) {
        return FORMATTING.contains(command);
    }

    static boolean isFraction(String command) {
        return FRACTIONS.contains(command);
    }

    static boolean isBinomial(String command) {
        return BINOMIALS.contains(command);
    }

    static boolean sizesBracket(String command) {
        return BRACKET_SIZES.contains(command);
    }

    static boolean isSpace(String command) {
        return SPACES.contains(command);
    }

    /** The plain text; null for an unknown command. */
    static @Nullable String sign(String command) {
        boolean escape = command.length() == 1 && "{}%$#&_|".contains(command);
        return escape ? command : SIGNS.get(command);
    }
}
