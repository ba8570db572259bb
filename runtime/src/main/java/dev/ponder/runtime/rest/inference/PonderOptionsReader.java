package dev.ponder.runtime.rest.inference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.config.StreamingConfig.ProgressMode;
import dev.ponder.runtime.config.reload.ReloadableSettings;
import dev.ponder.runtime.engine.RequestLimits;
import dev.ponder.runtime.rest.http.PonderHeaders;
import dev.ponder.runtime.security.ApiClient;
import dev.ponder.runtime.security.RequestCaps;
import dev.ponder.runtime.strategy.ParameterDescriptor;
import dev.ponder.runtime.strategy.ParameterValues;
import dev.ponder.runtime.strategy.StrategyDescriptor;
import dev.ponder.runtime.strategy.StrategyRegistry;
import dev.ponder.runtime.strategy.StrategySelector.Named;

/**
 * Reads Ponder's own fields of a body: the {@code ponder} object, {@code optillm_approach}, and the flat names that
 * strategies declare for their parameters.
 */
@Singleton
public class PonderOptionsReader implements ReloadableSettings {

    private static final String PONDER = "ponder";
    private static final String OPTILLM_APPROACH = "optillm_approach";
    private static final String OPTILLM_AUTO = "auto";
    private static final Pattern OPERATOR = Pattern.compile("[|&]");
    private static final Set<String> MEMBERS = Set.of("strategy", "stream_emulation", "progress", "budget", "quorum",
            "timeouts", "trace", "batching");

    private final StrategyRegistry registry;
    private volatile Limits limits;
    private final ProgressMode defaultProgress;
    private final boolean traceEnabled;
    private final boolean batchingEnabled;
    private final boolean defaultBatching;
    private final Map<String, List<ParameterDescriptor>> byFlatName = new HashMap<>();
    private final Set<String> objects = new HashSet<>();
    private final Set<String> fields = new HashSet<>(Set.of(PONDER, OPTILLM_APPROACH));

    private record Limits(RequestLimitsReader reader, RequestLimits byDefault) {

        static Limits of(PonderConfig config) {
            var reader = new RequestLimitsReader(config.limits());
            return new Limits(reader, reader.read(new JsonField(PONDER, null), RequestCaps.NONE));
        }
    }

    public PonderOptionsReader(StrategyRegistry registry, PonderConfig config) {
        this.registry = registry;
        this.limits = Limits.of(config);
        this.defaultProgress = config.streaming().progress();
        this.traceEnabled = config.trace().enabled();
        this.batchingEnabled = config.batching().enabled();
        this.defaultBatching = batchingEnabled && config.batching().all();
        registry.all().stream().flatMap(strategy -> strategy.parameters().stream())
                .forEach(parameter -> parameter.flatNames().forEach(
                        name -> byFlatName.computeIfAbsent(name, first -> new ArrayList<>()).add(parameter)));
        byFlatName.keySet().forEach(name -> fields.add(topLevel(name)));
        byFlatName.keySet().stream().filter(name -> name.contains(".")).forEach(name -> objects.add(topLevel(name)));
    }

    @Override
    public void use(PonderConfig changed) {
        limits = Limits.of(changed);
    }

    /** The member of the body that holds a parameter with a flat name such as {@code mars_config.num_agents}. */
    private static String topLevel(String flatName) {
        int dot = flatName.indexOf('.');
        return dot < 0 ? flatName : flatName.substring(0, dot);
    }

    /**
     * Reads the options. The strategy is that of the header, else of the body, else of the tag. Fails with 403 if a tag that
     * counts names a strategy that is off by default.
     *
     * @param strategyHeader the value of the strategy header; null if the request has none
     * @param tag the strategy tag in the messages; empty if they have no tag
     * @param client whose limits are the highest that the request may set
     */
    PonderOptions read(ObjectNode body, @Nullable String strategyHeader, Optional<Named> tag, ApiClient client) {
        JsonField ponder = JsonField.of(body, PONDER);
        ParameterValues flat = flatParameters(body);
        if (!ponder.present()) {
            return new PonderOptions(
                    header(strategyHeader).or(() -> approach(body)).or(() -> checked(tag)).orElse(null), flat,
                    limits.byDefault().cappedBy(client.perRequest()), Optional.empty(), defaultProgress, false,
                    defaultBatching);
        }
        ParameterValues parameters = nestedParameters(ponder, flat);
        JsonField emulation = ponder.child("stream_emulation");
        JsonField progress = ponder.child("progress");
        JsonField strategy = ponder.child("strategy");
        Optional<Named> inBody = named(strategy);
        return new PonderOptions(
                header(strategyHeader).or(() -> inBody).or(() -> approach(body)).or(() -> checked(tag)).orElse(null),
                parameters, limits.reader().read(ponder, client.perRequest()),
                emulation.present() ? Optional.of(emulation.bool()) : Optional.empty(),
                progress.present() ? progress.constant(ProgressMode.class) : defaultProgress,
                trace(ponder.child("trace")), batching(ponder.child("batching")));
    }

    private boolean trace(JsonField field) {
        boolean requested = field.present() && field.bool();
        if (requested && !traceEnabled) {
            throw RequestException.forbidden(field.path(), field.path()
                    + ": true (expected false, because the operator has not set ponder.trace.enabled=true)");
        }
        return requested;
    }

    private boolean batching(JsonField field) {
        boolean requested = field.present() ? field.bool() : defaultBatching;
        if (requested && !batchingEnabled) {
            throw RequestException.forbidden(field.path(), field.path()
                    + ": true (expected false, because the operator has not set ponder.batching.enabled=true)");
        }
        return requested;
    }

    /** Removes the fields, which no upstream must see. */
    void removeFrom(ObjectNode body) {
        body.remove(fields);
    }

    /** Their names. */
    Set<String> fields() {
        return fields;
    }

    private static Optional<Named> header(@Nullable String value) {
        return value == null || value.isBlank()
                ? Optional.empty()
                : Optional.of(new Named(value.strip(), PonderHeaders.STRATEGY));
    }

    /** The text of a message is data, so it selects no strategy that fetches addresses, runs programs or keeps texts. */
    private Optional<Named> checked(Optional<Named> tag) {
        tag.ifPresent(named -> OPERATOR.splitAsStream(named.text()).map(String::strip).map(registry::find)
                .flatMap(Optional::stream).filter(StrategyDescriptor::optIn).findFirst().ifPresent(strategy -> {
                    throw RequestException.forbidden(named.source(), named.source() + ": a tag in a message names"
                            + " strategy '" + strategy.id() + "', which is off by default (expected it in the header "
                            + PonderHeaders.STRATEGY + ", in ponder.strategy, or before the model name)");
                }));
        return tag;
    }

    private static Optional<Named> approach(ObjectNode body) {
        return named(JsonField.of(body, OPTILLM_APPROACH)).filter(name -> !name.text().equals(OPTILLM_AUTO));
    }

    private static Optional<Named> named(JsonField field) {
        return field.present() ? Optional.of(new Named(field.text("a strategy"), field.path())) : Optional.empty();
    }

    private ParameterValues flatParameters(ObjectNode body) {
        ParameterValues values = ParameterValues.NONE;
        for (var name = body.fieldNames(); name.hasNext();) {
            String field = name.next();
            JsonField value = JsonField.of(body, field);
            values = flatParameter(values, value);
            if (objects.contains(field) && value.present()) {
                for (var member : value.object("an object with parameters").properties()) {
                    values = flatParameter(values, value.child(member.getKey()));
                }
            }
        }
        return values;
    }

    private ParameterValues flatParameter(ParameterValues others, JsonField field) {
        ParameterValues values = others;
        for (ParameterDescriptor parameter : byFlatName.getOrDefault(field.path(), List.of())) {
            values = with(values, parameter, field);
        }
        return values;
    }

    private ParameterValues nestedParameters(JsonField ponder, ParameterValues flat) {
        ParameterValues values = flat;
        for (var member : ponder.object("an object").properties()) {
            if (!MEMBERS.contains(member.getKey())) {
                values = parameters(strategy(member.getKey()), ponder.child(member.getKey()), values);
            }
        }
        return values;
    }

    private static ParameterValues parameters(StrategyDescriptor strategy, JsonField object, ParameterValues others) {
        ParameterValues values = others;
        for (var member : object.object("an object with the strategy's parameters").properties()) {
            JsonField field = object.child(member.getKey());
            ParameterDescriptor parameter = strategy.parameters().stream()
                    .filter(known -> known.name().equals(member.getKey())).findFirst()
                    .orElseThrow(() -> unknown(strategy, field));
            values = with(values, parameter, field);
        }
        return values;
    }

    private static ParameterValues with(ParameterValues values, ParameterDescriptor parameter, JsonField field) {
        return field.present() ? values.with(parameter, ParameterReader.read(parameter, field)) : values;
    }

    private StrategyDescriptor strategy(String name) {
        return registry.find(name).orElseThrow(() -> RequestException.invalid("ponder." + name, "ponder." + name
                + ": unknown (expected " + String.join(", ", new TreeSet<>(MEMBERS)) + ", or a strategy: "
                + registry.ids() + ")"));
    }

    private static RequestException unknown(StrategyDescriptor strategy, JsonField field) {
        String known = String.join(", ", strategy.parameters().stream().map(ParameterDescriptor::name).toList());
        return RequestException.invalid(field.path(), field.path() + ": unknown parameter (expected "
                + (known.isEmpty() ? "none, for the strategy has no parameters" : "one of " + known) + ")");
    }
}
