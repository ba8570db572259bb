package dev.ponder.runtime.strategy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.strategy.StrategyExpression.Pipeline;

/** Parses strategy expressions. */
@Singleton
public class StrategyExpressionParser {

    private static final Pattern OPERATOR = Pattern.compile("[|&]");

    private final StrategyRegistry registry;

    public StrategyExpressionParser(StrategyRegistry registry) {
        this.registry = registry;
    }

    /**
     * Parses an expression; throws a {@link RequestException} if it contains a strategy that is unknown or not enabled.
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
        return text.indexOf('&') < 0 && text.indexOf('|') < 0
                ? registry.find(text.strip()).isPresent()
                : Arrays.stream(OPERATOR.split(text, -1)).allMatch(id -> registry.find(id.strip()).isPresent());
    }

    /** The ids of the enabled strategies, for error messages. */
    String ids() {
        return registry.ids();
    }

    private Pipeline pipeline(String branch, String text, String source) {
        List<StrategyDescriptor> strategies = Arrays.stream(branch.split("&", -1))
                .map(String::strip)
                .map(id -> enabled(registry.find(id).orElseThrow(() -> unknown(id, text, source)), source))
                .toList();
        return new Pipeline(strategies);
    }

    private StrategyDescriptor enabled(StrategyDescriptor strategy, String source) {
        if (!strategy.enabled()) {
            throw RequestException.forbidden(source, source + ": strategy '" + strategy.id()
                    + "' is not enabled on this server (expected one of: " + registry.ids()
                    + "; the operator enables it by ponder.strategies." + strategy.id() + ".enabled=true)");
        }
        return strategy;
    }

    private RequestException unknown(String id, String text, String source) {
        String where = id.equals(text) ? "'" + id + "'" : "'" + id + "' in '" + text + "'";
        return RequestException.invalid(source,
                source + ": unknown strategy " + where + " (expected one of: " + registry.ids()
                        + "; a&b runs one after the other, a|b returns a choice of each)");
    }
}
