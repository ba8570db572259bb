package dev.ponder.runtime.engine;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import dev.ponder.api.Cost;
import dev.ponder.api.ToolPolicy;
import dev.ponder.api.error.BudgetExceeded;
import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.concurrent.AsyncSemaphore;
import dev.ponder.runtime.concurrent.QueuePolicy;
import dev.ponder.runtime.concurrent.ThreadOffload;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.config.StreamingConfig;
import dev.ponder.runtime.config.reload.ReloadableSettings;
import dev.ponder.runtime.event.InferenceEvent.RunInputs;
import dev.ponder.runtime.event.RequestInfo;
import dev.ponder.runtime.event.RequestTrace;
import dev.ponder.runtime.event.RunRegistry;
import dev.ponder.runtime.event.StageRecorder;
import dev.ponder.runtime.quota.QuotaService;
import dev.ponder.runtime.quota.Reservation;
import dev.ponder.runtime.strategy.ClientPermissions;
import dev.ponder.runtime.strategy.EmulationPolicy;
import dev.ponder.runtime.strategy.ModalityPolicy;
import dev.ponder.runtime.strategy.RequestSettings;
import dev.ponder.runtime.strategy.StrategyDescriptor;
import dev.ponder.runtime.strategy.StrategyExpression;
import dev.ponder.runtime.strategy.StrategyExpression.Pipeline;
import dev.ponder.runtime.strategy.StrategyRegistry;
import dev.ponder.runtime.stream.AnswerEmulator;
import dev.ponder.runtime.stream.StreamTimeouts;
import dev.ponder.runtime.time.Timer;
import dev.ponder.runtime.upstream.ModelKnowledge;
import dev.ponder.runtime.upstream.UpstreamRegistry;
import io.smallrye.mutiny.Multi;

/**
 * Answers requests: checks what they may cost, runs their strategies within budget and deadline, and cancels all upstream
 * calls at the end.
 */
@Singleton
public class InferenceEngine implements ReloadableSettings {

    private static final String TOOLS = "the request uses tools, which strategy '%s' does not support, so it was answered by a"
            + " plain call";

    private static final String CONFIDENTIAL_TOOLS = "tools: a strategy of '%s' does not support tools, and a plain call would"
            + " send what another one of them masks (expected strategies that support tools)";

    private final UpstreamRegistry upstreams;
    private final ModelKnowledge knowledge;
    private final EmulationPolicy emulation;
    private final StrategyRegistry strategies;
    private volatile StreamingConfig streaming;
    private final RandomGenerator random;
    private final Clock clock;
    private final Timer timer;
    private final RunRegistry runs;
    private final ThreadOffload offload;
    private final QuotaService quota;
    private final CallSharing sharing = new CallSharing();

    public InferenceEngine(UpstreamRegistry upstreams, ModelKnowledge knowledge, EmulationPolicy emulation,
            StrategyRegistry strategies, PonderConfig config, RandomGenerator random, Clock clock, Timer timer,
            RunRegistry runs, ThreadOffload offload, QuotaService quota) {
        this.upstreams = upstreams;
        this.knowledge = knowledge;
        this.emulation = emulation;
        this.strategies = strategies;
        this.streaming = config.streaming();
        this.random = random;
        this.clock = clock;
        this.timer = timer;
        this.runs = runs;
        this.offload = offload;
        this.quota = quota;
    }

    @Override
    public void use(PonderConfig changed) {
        streaming = changed.streaming();
    }

    /**
     * Prepares the answer to a request. Throws a {@link RequestException} if the request cannot be answered. Upstream
     * calls start when the run's parts are subscribed to.
     */
    public InferenceRun run(InferenceRequest request) {
        ClientPermissions.check(request.origin().apiClient(), request.expression(), "strategy");
        Optional<String> passthrough = passthrough(request);
        StrategyExpression expression = passthrough.isPresent()
                ? StrategyExpression.PLAIN
                : request.expression();
        request.prompts().forEach(prompt -> ModalityPolicy.check(expression, prompt));
        if (request.streamed()) {
            emulation.check(expression, request.emulation());
        }
        long calls = checkedCost(expression, request);
        Reservation reservation = reservation(request, calls);
        var scope = new CancellationScope();
        var ledger = new UsageLedger(clock);
        Optional<StageRecorder> recorder = request.traced() ? Optional.of(new StageRecorder()) : Optional.empty();
        long randomSeed = request.first().seed().orElseGet(random::nextLong);
        RequestTrace trace = trace(info(request, expression), request, randomSeed, recorder);
        var delegation = new Delegation(strategies, emulation, request);
        IntFunction<Multi<ChoicePart>> composed = parallel -> new Composition(expression,
                context(request, parallel, trace, scope, ledger, delegation, randomSeed)).parts();
        int parallelCalls = request.limits().maxParallelCalls();
        var parts = reservation == null
                ? composed.apply(parallelCalls)
                : reservation.open().onItem()
                        .transformToMulti(granted -> composed.apply(Math.min(granted, parallelCalls)));
        var limited = withinDeadline(parts, request.limits());
        var observed = trace.observe(confidential(expression) ? limited : reportingChoices(limited, trace),
                ledger::total, reservation == null ? scope::close : () -> settle(scope, ledger, reservation));
        return new InferenceRun(expression.toString(), () -> delegation.streaming(expression.streaming()), passthrough,
                observed, ledger, trace::degraded, delegation::used, recorder,
                reservation == null ? Map::of : reservation::headers);
    }

    /** Null if the client has no limits. */
    private @Nullable Reservation reservation(InferenceRequest request, long calls) {
        if (!quota.limits(request.origin().apiClient())) {
            return null;
        }
        RequestLimits limits = request.limits();
        return quota.reservation(request.origin().apiClient(), request.first().model(), calls,
                UsageEstimate.ofPrompts(request.prompts()) / request.prompts().size(), request.first().maxTokens()
                        .orElse(-1),
                limits.maxTokens(), (int) Math.min(calls, limits.maxParallelCalls()));
    }

    /** Calls that are cancelled here are charged, too. */
    private static void settle(CancellationScope scope, UsageLedger ledger, Reservation reservation) {
        scope.close();
        ledger.charge(reservation::charge);
        reservation.end();
    }

    private RequestTrace trace(RequestInfo info, InferenceRequest request, long randomSeed,
            Optional<StageRecorder> recorder) {
        return confidential(request.expression())
                ? runs.trace(info, List.of(), null, recorder.orElse(null))
                : runs.trace(info, request.prompts(), inputs(request, randomSeed), recorder.orElse(null));
    }

    private static RunInputs inputs(InferenceRequest request, long randomSeed) {
        RequestLimits limits = request.limits();
        return new RunInputs(randomSeed, request.choices(), request.parameters().all(), limits.maxCalls(),
                limits.maxTokens(), limits.deadline(), limits.maxParallelCalls(), limits.quorum());
    }

    private static boolean confidential(StrategyExpression expression) {
        return expression.strategies().anyMatch(StrategyDescriptor::confidential);
    }

    private static RequestInfo info(InferenceRequest request, StrategyExpression expression) {
        return new RequestInfo(request.origin(), request.first().model(), request.expression().toString(),
                request.expression().tag(), expression.streaming().wireName(), request.streamed());
    }

    private static Multi<ChoicePart> reportingChoices(Multi<ChoicePart> parts, RequestTrace trace) {
        if (!trace.wantsChoices()) {
            return parts;
        }
        return Multi.createFrom().deferred(() -> {
            var choices = new ChoiceAccumulator();
            return parts.onItem().invoke(choices::add)
                    .onCompletion().invoke(() -> choices.forEach(trace::choice));
        });
    }

    /** Most strategies would rewrite the text between a tool call and its result, so they are skipped. */
    private static Optional<String> passthrough(InferenceRequest request) {
        boolean tools = request.prompts().stream()
                .anyMatch(prompt -> prompt.offersTools() || prompt.conversation().endsWithToolResult());
        boolean skipped = request.expression().strategies()
                .anyMatch(strategy -> strategy.tools() == ToolPolicy.PASSTHROUGH);
        if (tools && skipped && confidential(request.expression())) {
            throw RequestException.invalid("tools", CONFIDENTIAL_TOOLS.formatted(request.expression()));
        }
        return tools && skipped ? Optional.of(TOOLS.formatted(request.expression())) : Optional.empty();
    }

    private static long checkedCost(StrategyExpression expression, InferenceRequest request) {
        long calls = (long) request.prompts().size() * request.choices()
                * expression.branches().stream().mapToInt(branch -> calls(branch, request)).sum();
        if (calls > request.limits().maxCalls()) {
            throw RequestException.invalid("ponder", "ponder: strategy '" + expression + "' needs up to " + calls
                    + " calls (expected at most " + request.limits().maxCalls()
                    + "; ask for fewer candidates, choices or prompts, or see ponder.limits.max-calls)");
        }
        return calls;
    }

    private static int calls(Pipeline branch, InferenceRequest request) {
        int calls = branch.strategies().stream()
                .map(strategy -> strategy.strategy().cost(new RequestSettings(strategy, request.parameters())))
                .mapToInt(Cost::calls).sum();
        return Math.max(1, calls);
    }

    private RequestContext context(InferenceRequest request, int parallelCalls, RequestTrace trace,
            CancellationScope scope, UsageLedger ledger, Delegation delegation, long randomSeed) {
        RequestLimits limits = request.limits();
        var budget = new RequestBudget(limits, clock.instant().plus(limits.deadline()));
        var calls = new RequestCalls(upstreams,
                new AsyncSemaphore(parallelCalls, QueuePolicy.boundless()), budget, ledger,
                request.batched() ? sharing.of(request.origin().client()) : UnaryOperator.identity(),
                model -> checkModel(request, model));
        return new RequestContext(request, trace, scope, calls, new CandidateSampler(knowledge, limits.quorum()),
                knowledge, budget, new SeedSequence(request.first().seed(), 0), new SplittableRandom(randomSeed),
                randomSeed, clock, emulator(request), offload, new ConcurrentHashMap<>(),
                Optional.of(delegation));
    }

    /** The model of the request was checked by the name that the client used. */
    private static void checkModel(InferenceRequest request, String model) {
        if (!model.equals(request.first().model())) {
            ClientPermissions.checkModel(request.origin().apiClient(), model);
        }
    }

    private AnswerEmulator emulator(InferenceRequest request) {
        StreamingConfig.EmulationConfig config = streaming.emulation();
        return request.streamed()
                ? new AnswerEmulator(config.chunking(), config.pace(), timer)
                : AnswerEmulator.undivided(timer);
    }

    private Multi<ChoicePart> withinDeadline(Multi<ChoicePart> parts, RequestLimits limits) {
        return new StreamTimeouts(timer).deadline(parts, limits.deadline(),
                () -> BudgetExceeded.deadlineExceeded("deadline: not answered within " + limits.deadline().toMillis()
                        + " ms (see ponder.budget.deadline_ms in the request and ponder.limits.deadline)"));
    }
}
