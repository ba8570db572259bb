package dev.ponder.runtime.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

import jakarta.enterprise.context.ApplicationScoped;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.Cost;
import dev.ponder.api.ToolPolicy;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.error.BudgetExceeded;
import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.concurrent.AsyncSemaphore;
import dev.ponder.runtime.concurrent.QueuePolicy;
import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.config.StreamingConfig;
import dev.ponder.runtime.strategy.EmulationPolicy;
import dev.ponder.runtime.strategy.RequestSettings;
import dev.ponder.runtime.strategy.StrategyExpression;
import dev.ponder.runtime.strategy.StrategyExpression.Pipeline;
import dev.ponder.runtime.strategy.StreamingMode;
import dev.ponder.runtime.stream.AnswerEmulator;
import dev.ponder.runtime.stream.MergedStreams;
import dev.ponder.runtime.stream.StreamTimeouts;
import dev.ponder.runtime.time.Timer;
import dev.ponder.runtime.upstream.UpstreamRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** ChoiceAccumulator requests: checks what they may spend, runs their strategies, and stops everything when they are over. */
@ApplicationScoped
public class InferenceEngine {

    private static final String TOOLS = "the request offers tools, which the strategy leaves to a plain call";

    private final UpstreamRegistry upstreams;
    private final NParameterSupport capability;
    private final ParameterFallback fallback = new ParameterFallback();
    private final EmulationPolicy emulation;
    private final StreamingConfig streaming;
    private final RandomGenerator random;
    private final Clock clock;
    private final Timer delays;
    private final RequestMeter meter;

    public InferenceEngine(UpstreamRegistry upstreams, NParameterSupport capability, EmulationPolicy emulation,
            PonderConfig config,
            RandomGenerator random, Clock clock, Timer delays, RequestMeter meter) {
        this.upstreams = upstreams;
        this.capability = capability;
        this.emulation = emulation;
        this.streaming = config.streaming();
        this.random = random;
        this.clock = clock;
        this.delays = delays;
        this.meter = meter;
    }

    /**
     * Begins a request, or fails with what is wrong with it. No call is made before the run's parts are subscribed to.
     */
    public InferenceRun run(InferenceRequest request) {
        Optional<String> passthrough = passthrough(request);
        StrategyExpression expression = passthrough.isPresent()
                ? StrategyExpression.PLAIN
                : request.expression();
        if (request.streamed()) {
            emulation.check(expression, request.emulation());
        }
        checkCost(expression, request);
        var scope = new CancellationScope();
        var ledger = new UsageLedger(clock);
        Multi<ChoicePart> parts = choices(expression, request, context(request, scope, ledger));
        Multi<ChoicePart> owned = withinDeadline(parts, request.limits()).onTermination().invoke(scope::close);
        return new InferenceRun(request.expression().toString(), expression.streaming(), passthrough,
                meter.measured(owned, request.expression(), expression.streaming()), ledger);
    }

    /** Most strategies would rewrite the texts between a tool's call and its result: they step aside. */
    private static Optional<String> passthrough(InferenceRequest request) {
        boolean tools = request.prompts().stream()
                .anyMatch(prompt -> prompt.offersTools() || prompt.conversation().endsWithToolResult());
        boolean stepsAside = request.expression().strategies()
                .anyMatch(strategy -> strategy.tools() == ToolPolicy.PASSTHROUGH);
        return tools && stepsAside ? Optional.of(TOOLS) : Optional.empty();
    }

    private static void checkCost(StrategyExpression expression, InferenceRequest request) {
        long calls = (long) request.prompts().size() * request.choices()
                * expression.branches().stream().mapToInt(branch -> calls(branch, request)).sum();
        if (calls > request.limits().maxCalls()) {
            throw RequestException.invalid("ponder", "ponder: strategy '" + expression + "' needs up to " + calls
                    + " calls (expected at most " + request.limits().maxCalls()
                    + "; ask for fewer candidates, choices or prompts, or see ponder.limits.max-calls)");
        }
    }

    private static int calls(Pipeline branch, InferenceRequest request) {
        int calls = branch.strategies().stream()
                .map(strategy -> strategy.strategy().cost(new RequestSettings(strategy, request.parameters())))
                .mapToInt(Cost::calls).sum();
        return Math.max(1, calls);
    }

    private RequestContext context(InferenceRequest request, CancellationScope scope, UsageLedger ledger) {
        RequestLimits limits = request.limits();
        var budget = new RequestBudget(limits, clock.instant().plus(limits.deadline()));
        var calls = new RequestCalls(upstreams, scope,
                new AsyncSemaphore(limits.maxParallelCalls(), QueuePolicy.boundless()), budget, ledger);
        var seeds = new SeedSequence(request.first());
        var chance = new SplittableRandom(request.first().seed().orElseGet(random::nextLong));
        var atOnce = new AnswerEmulator(StreamingConfig.Chunking.WHOLE, Duration.ZERO, delays);
        return new RequestContext(calls, new CandidateSampler(capability, seeds, limits.quorum()), fallback, budget,
                seeds, chance,
                clock,
                request.watcher(), request.parameters(), limits.timeouts(), request.streamed(), atOnce);
    }

    private Multi<ChoicePart> choices(StrategyExpression expression, InferenceRequest request, RequestContext context) {
        int each = expression.branches().size() * request.choices();
        var prompts = new ArrayList<Multi<ChoicePart>>();
        for (int i = 0; i < request.prompts().size(); i++) {
            prompts.add(branches(expression, request.prompts().get(i), i * each, request, context));
        }
        return prompts.size() == 1 ? prompts.get(0) : MergedStreams.of(prompts);
    }

    private Multi<ChoicePart> branches(StrategyExpression expression, ChatRequest prompt, int first,
            InferenceRequest request, RequestContext context) {
        var branches = new ArrayList<Multi<ChoicePart>>();
        for (int i = 0; i < expression.branches().size(); i++) {
            branches.add(branch(expression.branches().get(i), prompt, first + i * request.choices(), request, context));
        }
        return branches.size() == 1 ? branches.get(0) : new BranchMerger(branches).merged();
    }

    /** A pool of candidates serves several choices by one run; any other pipeline is run once for each. */
    private Multi<ChoicePart> branch(Pipeline pipeline, ChatRequest prompt, int first, InferenceRequest request,
            RequestContext context) {
        var runner = new PipelineRunner(context, emulator(request), pipeline.strategies(), request.choices());
        if (pipeline.streaming() == StreamingMode.EMULATED && request.choices() > 1) {
            return runner.answer(prompt)
                    .onItem().transformToMulti(best -> fromPool(best, runner, prompt, first, request));
        }
        var runs = new ArrayList<Multi<ChoicePart>>();
        for (int i = 0; i < request.choices(); i++) {
            runs.add(indexed(runner.parts(prompt), first + i));
        }
        return MergedStreams.of(runs);
    }

    private Multi<ChoicePart> fromPool(Answer best, PipelineRunner runner, ChatRequest prompt, int first,
            InferenceRequest request) {
        var answers = new ArrayList<Uni<Answer>>();
        answers.add(Uni.createFrom().item(best));
        best.runnersUp().forEach(next -> answers.add(Uni.createFrom().item(next)));
        while (answers.size() < request.choices()) {
            answers.add(runner.answer(prompt));
        }
        AnswerEmulator emulator = emulator(request);
        var streams = new ArrayList<Multi<ChoicePart>>();
        for (int i = 0; i < request.choices(); i++) {
            streams.add(indexed(answers.get(i).onItem().transformToMulti(emulator::emulate), first + i));
        }
        return MergedStreams.of(streams);
    }

    private AnswerEmulator emulator(InferenceRequest request) {
        StreamingConfig.EmulationConfig config = streaming.emulation();
        return request.streamed()
                ? new AnswerEmulator(config.chunking(), config.pace(), delays)
                : new AnswerEmulator(StreamingConfig.Chunking.WHOLE, Duration.ZERO, delays);
    }

    private static Multi<ChoicePart> indexed(Multi<AnswerPart> parts, int choice) {
        return parts.onItem().transform(part -> new ChoicePart(choice, part));
    }

    private Multi<ChoicePart> withinDeadline(Multi<ChoicePart> parts, RequestLimits limits) {
        return new StreamTimeouts(delays).deadline(parts, limits.deadline(),
                () -> BudgetExceeded.late("deadline: not answered within " + limits.deadline().toMillis()
                        + " ms (see ponder.budget.deadline_ms in the request and ponder.limits.deadline)"));
    }
}
