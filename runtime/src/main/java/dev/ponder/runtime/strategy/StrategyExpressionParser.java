package dev.ponder.runtime.strategy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.strategy.StrategyExpression.Pipeline;

/** Parses strategy expressions. */
@ApplicationScoped
public class StrategyExpressionParser {

    private static final Pattern OPERATOR = Pattern.compile("[|&]");

    private final StrategyRegistry registry;

    public StrategyExpressionParser(StrategyRegistry registry) {
        this.registry = registry;
    }

    /**
     * Parses an expression; throws a {@link RequestException} if it contains an unknown strategy.
     *
     * @param source the header, field or property of the text, such as {@code X-Ponder-Strategy}, for the error message
     */
    public StrategyExpression parse(String text, String source) {
        var branches = new ArrayList<Pipeline>();
        for (String branch : text.split("\\|", -1)) {
            branches.add(pipeline(branch, text, source));
        }
        return new StrategyExpression(branches);
    }

    /** Whether every id in the text is a strategy. */
    boolean isExpression(String text) {
        return Arrays.stream(OPERATOR.split(text, -1)).allMatch(id -> registry.find(id.strip()).isPresent());
    }

    /** The ids of all strategies, for error messages. */
    String ids() {
        return registry.ids();
    }

    private Pipeline pipeline(String branch, String text, String source) {
        List<StrategyDescriptor> strategies = Arrays.stream(branch.split("&", -1))
                .map(String::strip)
                .map(id -> registry.find(id).orElseThrow(() -> unknown(id, text, source)))
                .toList();
        return new Pipeline(strategies);
    }

    private RequestException unknown(String id, String text, String source) {
        String where = id.equals(text) ? "'" + id + "'" : "'" + id + "' in '" + text + "'";
        return RequestException.invalid(source,
                source + ": unknown strategy " + where + " (expected one of: " + registry.ids()
                        + "; a&b runs one after the other, a|b returns a choice of each)");
    }
}
