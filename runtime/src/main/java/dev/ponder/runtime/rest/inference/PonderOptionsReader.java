package dev.ponder.runtime.rest.inference;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.config.StreamingConfig.ProgressMode;
import dev.ponder.runtime.engine.RequestLimits;
import dev.ponder.runtime.strategy.ParameterDescriptor;
import dev.ponder.runtime.strategy.ParameterValues;
import dev.ponder.runtime.strategy.StrategyDescriptor;
import dev.ponder.runtime.strategy.StrategyRegistry;
import dev.ponder.runtime.strategy.StrategySelector.Named;

/**
 * Our own fields of a body: the {@code ponder} object, and the flat names that strategies declare. None goes upstream.
 */
@ApplicationScoped
public class PonderOptionsReader {

    private static final String PONDER = "ponder";
    private static final int MAX_QUORUM = 64;
    private static final Set<String> MEMBERS = Set.of("strategy", "stream_emulation", "progress", "budget", "quorum",
            "timeouts");

    private final StrategyRegistry registry;
    private final RequestLimits operatorLimits;
    private final Duration longestTimeout;
    private final ProgressMode defaultProgress;
    private final Set<String> names = new HashSet<>(Set.of(PONDER, "optillm_approach"));

    /**
     * What a body says to us.
     *
     * @param names the top-level fields that are ours, in any body
     */
    public record Read(Optional<Named> strategy, ParameterValues parameters, RequestLimits limits,
            Optional<Boolean> emulation,
            ProgressMode progress, Set<String> names) {}

    public PonderOptionsReader(StrategyRegistry registry, PonderConfig config) {
        this.registry = registry;
        this.operatorLimits = RequestLimits.of(config.limits());
        this.longestTimeout = config.limits().maxTimeout();
        this.defaultProgress = config.streaming().progress();
        registry.all().stream().flatMap(strategy -> strategy.parameters().stream())
                .forEach(parameter -> names.addAll(parameter.flatNames()));
    }

    public Read read(ObjectNode body) {
        JsonField ponder = JsonField.of(body, PONDER);
        ParameterValues parameters = flat(body);
        if (!ponder.present()) {
            return new Read(Optional.empty(), parameters, operatorLimits, Optional.empty(), defaultProgress, names);
        }
        ObjectNode object = ponder.object("an object");
        for (var member : object.properties()) {
            if (!MEMBERS.contains(member.getKey())) {
                parameters = nested(strategy(member.getKey()), ponder.child(member.getKey()), parameters);
            }
        }
        JsonField strategy = ponder.child("strategy");
        JsonField emulation = ponder.child("stream_emulation");
        return new Read(
                strategy.present()
                        ? Optional.of(new Named(strategy.text("a strategy"), strategy.path()))
                        : Optional.empty(),
                parameters, quorum(ponder.child("quorum"), limits(ponder.child("budget")))
                        .within(TimeoutOptions.read(ponder.child("timeouts"), longestTimeout)),
                emulation.present() ? Optional.of(emulation.bool()) : Optional.empty(),
                progress(ponder.child("progress")), names);
    }

    private static RequestLimits quorum(JsonField field, RequestLimits limits) {
        return field.present() ? limits.withQuorum((int) field.integer(1, MAX_QUORUM)) : limits;
    }

    private ProgressMode progress(JsonField field) {
        return field.present() ? field.constant(ProgressMode.class) : defaultProgress;
    }

    private ParameterValues flat(ObjectNode body) {
        ParameterValues values = ParameterValues.NONE;
        for (StrategyDescriptor strategy : registry.all()) {
            for (ParameterDescriptor parameter : strategy.parameters()) {
                for (String name : parameter.flatNames()) {
                    JsonField field = JsonField.of(body, name);
                    values = field.present() ? values.with(parameter, ParameterReader.read(parameter, field)) : values;
                }
            }
        }
        return values;
    }

    private StrategyDescriptor strategy(String name) {
        return registry.find(name).orElseThrow(() -> RequestException.invalid("ponder." + name, "ponder." + name
                + ": unknown (expected " + String.join(", ", new TreeSet<>(MEMBERS)) + ", or a strategy: "
                + registry.ids() + ")"));
    }

    private static ParameterValues nested(StrategyDescriptor strategy, JsonField field, ParameterValues before) {
        ParameterValues values = before;
        for (var member : field.object("an object with the strategy's parameters").properties()) {
            JsonField value = field.child(member.getKey());
            ParameterDescriptor parameter = strategy.parameters().stream()
                    .filter(known -> known.name().equals(member.getKey())).findFirst()
                    .orElseThrow(() -> unknown(strategy, value));
            values = value.present() ? values.with(parameter, ParameterReader.read(parameter, value)) : values;
        }
        return values;
    }

    private static RequestException unknown(StrategyDescriptor strategy, JsonField field) {
        String known = String.join(", ", strategy.parameters().stream().map(ParameterDescriptor::name).toList());
        return RequestException.invalid(field.path(), field.path() + ": unknown parameter (expected "
                + (known.isEmpty() ? "none, for the strategy has no parameters" : "one of " + known) + ")");
    }

    private RequestLimits limits(JsonField budget) {
        if (!budget.present()) {
            return operatorLimits;
        }
        ObjectNode object = budget.object("an object with max_calls, max_tokens or deadline_ms");
        object.fieldNames().forEachRemaining(name -> {
            if (!Set.of("max_calls", "max_tokens", "deadline_ms").contains(name)) {
                throw RequestException.invalid("ponder.budget." + name, "ponder.budget." + name
                        + ": unknown (expected max_calls, max_tokens or deadline_ms)");
            }
        });
        JsonField calls = budget.child("max_calls");
        JsonField tokens = budget.child("max_tokens");
        JsonField deadline = budget.child("deadline_ms");
        return operatorLimits.atMost(
                calls.present() ? (int) calls.integer(1, operatorLimits.maxCalls()) : operatorLimits.maxCalls(),
                tokens.present() ? tokens.integer(1, operatorLimits.maxTokens()) : operatorLimits.maxTokens(),
                deadline.present()
                        ? Duration.ofMillis(deadline.integer(1, operatorLimits.deadline().toMillis()))
                        : operatorLimits.deadline());
    }
}
