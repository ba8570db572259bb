package dev.ponder.mcp.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which tools of a server are offered, by their names. Immutable, thread-safe. */
public final class ToolFilter {

    private final Optional<List<Pattern>> allowed;
    private final List<Pattern> denied;
    private final List<Pattern> approved;

    /**
     * A filter by names in which {@code *} stands for any characters.
     *
     * @param allowed what is offered; empty for everything
     * @param denied what is not offered even so
     * @param approved what is offered although it may be destructive
     */
    public ToolFilter(Optional<List<String>> allowed, List<String> denied, List<String> approved) {
        this.allowed = allowed.map(ToolFilter::patterns);
        this.denied = patterns(denied);
        this.approved = patterns(approved);
    }

    private static List<Pattern> patterns(List<String> names) {
        return names.stream()
                .map(name -> Pattern.compile("\\Q" + name.replace("\\E", "").replace("*", "\\E.*\\Q") + "\\E"))
                .toList();
    }

    /** Whether the operator offers the tool, unless it may be destructive. */
    public boolean allows(String tool) {
        return allowed.map(names -> matches(names, tool)).orElse(true) && !matches(denied, tool);
    }

    /** Whether the operator accepts that the tool may be destructive. */
    public boolean approves(String tool) {
        return matches(approved, tool);
    }

    private static boolean matches(List<Pattern> names, String tool) {
        return names.stream().anyMatch(name -> name.matcher(tool).matches());
    }
}
