package dev.ponder.runtime.strategy;

import java.util.Locale;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.config.reload.ReloadableSettings;
import dev.ponder.runtime.security.ApiClient;
import dev.ponder.runtime.serving.ModelAliases;
import dev.ponder.runtime.upstream.UpstreamRegistry;
import io.smallrye.mutiny.Uni;

/**
 * Selects the strategy of a request: from the header, else the body, else a tag in a message, else the prefix of the model
 * name, else the default of the client, else that of the server. The name of a model that an upstream serves is not split.
 */
@Singleton
public class StrategySelector implements ReloadableSettings {

    private static final String UNKNOWN_MODEL = "model_not_found";

    private final StrategyExpressionParser parser;
    private final UpstreamRegistry upstreams;
    private final ModelAliases aliases;
    private volatile StrategyExpression byDefault;

    /**
     * A strategy expression in a request.
     *
     * @param text the expression
     * @param source the header or field that contains it, for messages
     */
    public record Named(String text, String source) {}

    /**
     * The selected strategy and model.
     *
     * @param model the upstream model, without a strategy prefix
     * @param byDefault whether the request names no strategy
     * @param warning for the client, if it names two different strategies
     */
    public record Selection(StrategyExpression expression, String model, boolean byDefault,
            Optional<String> warning) {}

    StrategySelector(StrategyExpressionParser parser, UpstreamRegistry upstreams, ModelAliases aliases,
            PonderConfig config) {
        this.parser = parser;
        this.upstreams = upstreams;
        this.aliases = aliases;
        this.byDefault = byDefault(config);
    }

    @Override
    public void check(PonderConfig changed) {
        try {
            byDefault(changed);
        } catch (RequestException wrong) {
            throw new IllegalArgumentException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    @Override
    public void use(PonderConfig changed) {
        byDefault = byDefault(changed);
    }

    private StrategyExpression byDefault(PonderConfig config) {
        return parser.parse(config.defaultStrategy(), "ponder.default-strategy");
    }

    /** The strategy of requests that name none. */
    public StrategyExpression byDefault() {
        return byDefault;
    }

    /**
     * Selects strategy and model. Fails with a {@link RequestException} if a strategy is unknown, the model name is
     * ambiguous, or the client may not use the model or a strategy that it names. It may use an alias if it may use its
     * name or the model behind it, and the strategy behind it. The engine checks the default strategy.
     *
     * @param named the expression in header or body; null if there is none
     * @param requested the model, with or without a strategy prefix
     */
    public Uni<Selection> select(@Nullable Named named, String requested, ApiClient client) {
        String model = aliases.resolve(requested);
        return prefix(model).map(prefix -> {
            Optional<StrategyExpression> wanted = Optional.ofNullable(named)
                    .map(name -> parser.parse(name.text(), name.source()));
            Optional<StrategyExpression> prefixed = prefix.map(text -> parser.parse(text, "model"));
            String upstreamModel = prefix.map(text -> model.substring(text.length() + 1)).orElse(model);
            if (model.equals(requested) || !client.mayUseModel(requested)) {
                ClientPermissions.checkModel(client, upstreamModel);
            }
            wanted.ifPresent(expression -> ClientPermissions.check(client, expression, sourceOf(named)));
            prefixed.filter(expression -> wanted.isEmpty())
                    .ifPresent(expression -> ClientPermissions.check(client, expression, "model"));
            return new Selection(wanted.or(() -> prefixed).orElseGet(() -> byDefault(client)), upstreamModel,
                    wanted.isEmpty() && prefixed.isEmpty(),
                    conflict(wanted, prefixed, named));
        });
    }

    private StrategyExpression byDefault(ApiClient client) {
        return client.defaultStrategy().map(text -> parser.parse(text, "ponder.access.clients.<name>.default-strategy"))
                .orElse(byDefault);
    }

    private static String sourceOf(@Nullable Named named) {
        return named == null ? "" : named.source();
    }

    /**
     * The failure of a request to a model. If the model is unknown and its name begins like a strategy prefix, the message
     * names the strategies.
     *
     * @param requested the model as the client wrote it
     */
    public Throwable explained(Throwable failure, String requested) {
        int dash = requested.indexOf('-');
        if (dash <= 0 || !(failure instanceof RequestException known) || !known.code().equals(UNKNOWN_MODEL)
                || parser.isExpression(requested.substring(0, dash))) {
            return failure;
        }
        return RequestException.unknownModel(known.getMessage() + "; '" + requested.substring(0, dash)
                + "' is not a strategy (expected one of: " + parser.ids() + ")");
    }

    /** A prefix in other letter case than the strategy's id is an error, unless it begins the name of a model. */
    private Uni<Optional<String>> misspelt(String model) {
        int dash = model.indexOf('-');
        String head = dash <= 0 ? "" : model.substring(0, dash);
        String id = head.toLowerCase(Locale.ROOT);
        if (id.isEmpty() || id.equals(head) || !parser.isExpression(id)) {
            return Uni.createFrom().item(Optional.empty());
        }
        String rest = model.substring(dash + 1);
        return Uni.combine().all().unis(upstreams.knows(model), upstreams.knows(rest)).with((whole, known) -> {
            if (!whole && known) {
                throw RequestException.unknownModel("model: '" + model + "' is not known here; '" + head
                        + "' is not a strategy, did you mean '" + id + "-" + rest + "'? (expected one of: "
                        + parser.ids() + ")");
            }
            return Optional.empty();
        });
    }

    /** The strategy expression at the start of the model name. */
    private Uni<Optional<String>> prefix(String model) {
        Optional<String> candidate = candidate(model);
        if (candidate.isEmpty()) {
            return misspelt(model);
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
        return expression || parser.isExpression(head) ? Optional.of(head) : Optional.empty();
    }

    /** {@code bon-moa-gpt} has two possible orders, so it is rejected unless {@code moa-gpt} is a model. */
    private Uni<Boolean> restIsModel(String rest, String model) {
        boolean alias = aliases.all().containsKey(rest);
        if (candidate(rest).isEmpty() && !alias) {
            return Uni.createFrom().item(true);
        }
        return upstreams.knows(rest).invoke(known -> {
            if (!known && alias) {
                throw RequestException.invalid("model", "model: '" + model + "' has a strategy prefix before '" + rest
                        + "', which is an alias of '" + aliases.resolve(rest)
                        + "' (expected the alias without a prefix)");
            }
            if (!known) {
                throw RequestException.invalid("model",
                        "model: '" + model + "' names several strategies (expected one prefix;"
                                + " a&b runs strategies one after the other, a|b returns a choice of each)");
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
