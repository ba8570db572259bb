package dev.ponder.retrieval.fetch.robots;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The rules of a {@code robots.txt} for one crawler (RFC 9309): of the rules that match a path, the longest decides, and
 * {@code Allow} if two are of the same length. Immutable.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9309">RFC 9309</a>
 */
public final class RobotsRules {

    /** No rules: everything is allowed. */
    public static final RobotsRules ALLOW_ALL = new RobotsRules(List.of());

    private static final int MAX_RULES = 2000;
    private static final int MAX_PATTERN = 1000;

    private final List<Rule> rules;

    private record Rule(String pattern, boolean allow) {}

    private RobotsRules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * The rules of all groups for this crawler, or of those for all crawlers if there are none.
     *
     * @param agent the name of the crawler, such as {@code ponder}, in any case
     */
    public static RobotsRules parse(String text, String agent) {
        var own = new ArrayList<Rule>();
        var general = new ArrayList<Rule>();
        boolean named = false;
        boolean forOwn = false;
        boolean forAll = false;
        boolean naming = false;
        for (String line : text.lines().toList()) {
            int comment = line.indexOf('#');
            String statement = (comment < 0 ? line : line.substring(0, comment)).strip();
            int colon = statement.indexOf(':');
            if (colon < 0) {
                continue;
            }
            String name = statement.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            String value = statement.substring(colon + 1).strip();
            if (name.equals("user-agent")) {
                forOwn = naming && forOwn || product(value).equalsIgnoreCase(agent);
                forAll = naming && forAll || value.equals("*");
                named |= forOwn;
                naming = true;
            } else if (name.equals("allow") || name.equals("disallow")) {
                naming = false;
                add(forOwn ? own : general, forOwn || forAll, value, name.equals("allow"));
            }
        }
        return new RobotsRules(named ? own : general);
    }

    private static void add(List<Rule> rules, boolean applies, String pattern, boolean allow) {
        if (applies && !pattern.isEmpty() && pattern.length() <= MAX_PATTERN && rules.size() < MAX_RULES) {
            rules.add(new Rule(pattern, allow));
        }
    }

    /** Without a version. */
    private static String product(String agent) {
        int end = 0;
        while (end < agent.length()
                && (Character.isLetter(agent.charAt(end)) || "-_".indexOf(agent.charAt(end)) >= 0)) {
            end++;
        }
        return agent.substring(0, end);
    }

    /**
     * Whether the crawler may read this path.
     *
     * @param path with the query
     */
    public boolean allows(String path) {
        Rule longest = null;
        for (Rule rule : rules) {
            boolean decides = longest == null || rule.pattern().length() > longest.pattern().length()
                    || rule.pattern().length() == longest.pattern().length() && rule.allow();
            if (decides && matches(rule.pattern(), path)) {
                longest = rule;
            }
        }
        return longest == null || longest.allow();
    }

    /**
     * Whether the path begins with the pattern, in which {@code *} stands for any characters and {@code $} at the end for the end.
     * Takes the first match of each part, so that there is no backtracking.
     */
    private static boolean matches(String pattern, String path) {
        boolean toEnd = pattern.endsWith("$");
        String[] parts = (toEnd ? pattern.substring(0, pattern.length() - 1) : pattern).split("\\*", -1);
        if (!path.startsWith(parts[0])) {
            return false;
        }
        int at = parts[0].length();
        for (int i = 1; i < parts.length; i++) {
            boolean last = toEnd && i == parts.length - 1;
            int found = last ? path.length() - parts[i].length() : path.indexOf(parts[i], at);
            if (found < at || last && !path.endsWith(parts[i])) {
                return false;
            }
            at = found + parts[i].length();
        }
        return !toEnd || parts.length > 1 || at == path.length();
    }
}
