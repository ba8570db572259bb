package dev.ponder.runtime.strategy;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.serving.ModelAliases;
import dev.ponder.runtime.upstream.UpstreamRegistry;
import io.smallrye.mutiny.Uni;

/**
 * Decides which strategy answers: the header's, then the body's, then a message's, then the model name's prefix, then the server's
 * default. A model that an upstream lists is never taken apart.
 */
@ApplicationScoped
public class StrategySelector {

    private final StrategyExpressionParser parser;
    private final UpstreamRegistry upstreams;
    private final ModelAliases aliases;
    private final StrategyExpression byDefault;

    /** A name as a client or operator gave it, and where. */
    public record Named(String text, String source) {}

    /**
     * What was decided.
     *
     * @param model the upstream model, without a prefix
     * @param byDefault whether nobody but the server named the strategy
     * @param warning what the client should know: that it named two strategies
     */
    public record Selection(StrategyExpression expression, String model, boolean byDefault,
            Optional<String> warning) {}

    StrategySelector(StrategyExpressionParser parser, UpstreamRegistry upstreams, ModelAliases aliases,
            PonderConfig config) {
        this.parser = parser;
        this.upstreams = upstreams;
        this.aliases = aliases;
        this.byDefault = parser.parse(config.defaultStrategy(), "ponder.default-strategy");
    }

    /** What answers requests that name nothing. */
    public StrategyExpression byDefault() {
        return byDefault;
    }

    /** Decides for a request; {@code named} is what header or body name, null when neither does. */
    public Uni<Selection> select(@Nullable Named named, String requested) {
        String model = aliases.resolve(requested);
        return prefix(model).map(prefix -> {
            Optional<StrategyExpression> wanted = Optional.ofNullable(named)
                    .map(name -> parser.parse(name.text(), name.source()));
            Optional<StrategyExpression> prefixed = prefix.map(text -> parser.parse(text, "model"));
            String upstreamModel = prefix.map(text -> model.substring(text.length() + 1)).orElse(model);
            return new Selection(wanted.or(() -> prefixed).orElse(byDefault), upstreamModel,
                    wanted.isEmpty() && prefixed.isEmpty(),
                    conflict(wanted, prefixed, named));
        });
    }

    /** What in front of the model's name is a strategy expression. */
    private Uni<Optional<String>> prefix(String model) {
        Optional<String> candidate = candidate(model);
        if (candidate.isEmpty()) {
            return Uni.createFrom().item(candidate);
        }
        String rest = model.substring(candidate.get().length() + 1);
        return upstreams.knows(model).chain(whole -> whole
                ? Uni.createFrom().item(Optional.empty())
                : restIsModel(rest, model).replaceWith(candidate));
    }

    private Optional<String> candidate(String model) {
        int dash = model.indexOf('-');
        if (dash <= 0 || dash == model.length() - 1) {
            return Optional.empty();
        }
        String head = model.substring(0, dash);
        boolean expression = head.indexOf('&') >= 0 || head.indexOf('|') >= 0;
        return expression || parser.understands(head) ? Optional.of(head) : Optional.empty();
    }

    /** {@code bon-moa-gpt} could mean either order: it is refused, unless {@code moa-gpt} is a model. */
    private Uni<Boolean> restIsModel(String rest, String model) {
        boolean alias = aliases.all().containsKey(rest);
        if (candidate(rest).isEmpty() && !alias) {
            return Uni.createFrom().item(true);
        }
        return upstreams.knows(rest).invoke(known -> {
            if (!known && alias) {
                throw RequestException.invalid("model", "model: '" + model + "' puts a strategy in front of '" + rest
                        + "', which stands for '" + aliases.resolve(rest) + "' (expected no strategy in front of it)");
            }
            if (!known) {
                throw RequestException.invalid("model",
                        "model: '" + model + "' names several strategies (expected one prefix;"
                                + " join strategies by & for one after the other, by | for a choice each)");
            }
        });
    }

    private static Optional<String> conflict(Optional<StrategyExpression> wanted, Optional<StrategyExpression> prefixed,
            @Nullable Named named) {
        if (named == null || wanted.isEmpty() || prefixed.isEmpty() || wanted.equals(prefixed)) {
            return Optional.empty();
        }
        return Optional
                .of("the model names strategy '" + prefixed.get() + "', " + named.source() + " names '" + wanted.get()
                        + "', which was used");
    }
}
