package dev.ponder.runtime.engine;

import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.Budget;
import dev.ponder.api.Candidate;
import dev.ponder.api.Delegate;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.Settings;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.runtime.concurrent.EventLoopExecutor;
import dev.ponder.runtime.upstream.CallGroup;
import dev.ponder.runtime.upstream.ModelKnowledge.Model;
import dev.ponder.runtime.upstream.Upstream;
import dev.ponder.runtime.upstream.UpstreamCall;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** The {@link Inference} of one strategy of a pipeline. */
final class StageInference implements Inference {

    private final RequestContext context;
    private final String strategy;
    private final ChatRequest request;
    private final Settings settings;

    StageInference(RequestContext context, String strategy, ChatRequest request, Settings settings) {
        this.context = context;
        this.strategy = strategy;
        this.request = request;
        this.settings = settings;
    }

    @Override
    public ChatRequest request() {
        return request;
    }

    @Override
    public String client() {
        return context.request().origin().client();
    }

    @Override
    public int choices() {
        return context.request().choices();
    }

    @Override
    public boolean streamed() {
        return context.request().streamed();
    }

    @Override
    public List<Delegate> delegates() {
        return context.delegation().map(delegation -> delegation.delegates(strategy, request)).orElseGet(List::of);
    }

    @Override
    public Multi<AnswerPart> delegate(List<String> ids, ChatRequest other) {
        return Multi.createFrom().deferred(() -> {
            Delegation delegation = context.delegation().orElseThrow(() -> new IllegalArgumentException(
                    "delegate: " + ids + " (expected none, because '" + strategy
                            + "' answers in place of another strategy)"));
            var pipeline = delegation.pipeline(strategy, ids, other);
            context.trace().delegated(strategy, ids);
            return new PipelineRunner(context.delegated(), pipeline.strategies()).parts(other);
        });
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public Uni<Answer> ask(Prompt prompt) {
        Prompt complete = complete(prompt);
        UpstreamCall call = calls(complete, 1).apply(0);
        return whole(complete, stage -> stage.complete(call).map(completion -> completion.choices().get(0)));
    }

    /** A seeded request draws one by one: one call for all candidates has one seed, which only some models divide. */
    @Override
    public Multi<Candidate> sample(Prompt prompt, int n) {
        if (context.seeds().seeded()) {
            return sampleIndividually(prompt, n);
        }
        checkSize(n);
        Prompt complete = complete(prompt);
        IntFunction<UpstreamCall> calls = calls(complete, n);
        return streamed(complete, stage -> reported(stage, context.sampler().sample(stage, calls, n)));
    }

    @Override
    public Multi<Candidate> sample(List<Prompt> prompts) {
        checkSize(prompts.size());
        List<Uni<Answer>> answers = IntStream.range(0, prompts.size())
                .mapToObj(i -> candidate(complete(prompts.get(i)), i)).toList();
        return Multi.createFrom().deferred(() -> context.sampler().sample(answers));
    }

    @Override
    public Multi<Candidate> sampleIndividually(Prompt prompt, int n) {
        checkSize(n);
        Prompt complete = complete(prompt);
        IntFunction<UpstreamCall> calls = calls(complete, n);
        return streamed(complete, stage -> reported(stage, context.sampler().sampleIndividually(stage, calls, n)));
    }

    /** The answer is fetched whole if the client reads no stream. */
    @Override
    public Multi<AnswerPart> answer(Prompt prompt) {
        Prompt complete = complete(prompt);
        UpstreamCall call = context.seeds().answer(call(complete));
        return streamed(complete, stage -> context.request().streamed()
                ? stage.stream(call)
                : stage.complete(call).onItem()
                        .transformToMulti(completion -> context.emulator().emulate(completion.choices().get(0))));
    }

    @Override
    public <T> Uni<T> compute(long characters, Supplier<T> work) {
        return context.offload().ofTexts(characters, work);
    }

    @Override
    public <T> Uni<T> blocking(Supplier<T> work) {
        return context.offload().blocking(work);
    }

    @Override
    public <T> Uni<T> onEventLoop(Uni<T> work) {
        return Uni.createFrom().deferred(() -> work.emitOn(EventLoopExecutor.here()));
    }

    @Override
    public void report(Finding finding) {
        context.trace().report(strategy, finding);
    }

    @Override
    public void progress(Progress progress) {
        context.request().watcher().accept(progress);
    }

    @Override
    public Budget budget() {
        return context.budget();
    }

    @Override
    public RandomGenerator random() {
        return context.random();
    }

    @Override
    public Clock clock() {
        return context.clock();
    }

    private Uni<Answer> candidate(Prompt prompt, int index) {
        UpstreamCall call = calls(prompt, 1).apply(0);
        return whole(prompt, stage -> stage.complete(call).map(completion -> completion.choices().get(0))
                .onItem().invoke(answer -> stage.trace().sampled(new Candidate(index, answer))));
    }

    private static Multi<Candidate> reported(StageCalls stage, Multi<Candidate> candidates) {
        return candidates.onItem().invoke(stage.trace()::sampled);
    }

    private <T> Uni<T> whole(Prompt prompt, Function<StageCalls, Uni<T>> work) {
        return context.scope().own(context.calls().upstream(model(prompt)).chain(upstream -> {
            StageCalls stage = stage(prompt, upstream);
            return stage.trace().observe(work.apply(stage));
        }));
    }

    private <T> Multi<T> streamed(Prompt prompt, Function<StageCalls, Multi<T>> work) {
        return context.scope().own(context.calls().upstream(model(prompt)).onItem().transformToMulti(upstream -> {
            StageCalls stage = stage(prompt, upstream);
            return stage.trace().observe(work.apply(stage));
        }));
    }

    private StageCalls stage(Prompt prompt, Upstream upstream) {
        String model = model(prompt);
        return new StageCalls(context.calls(), context.knowledge(), upstream, new Model(upstream.name(), model),
                context.trace().stage(strategy, prompt, model, upstream.name()), ownParameters(prompt));
    }

    /** The parameters that the strategy set or changed; all others come from the client. */
    private Set<String> ownParameters(Prompt prompt) {
        return prompt.parameters().entrySet().stream()
                .filter(parameter -> !parameter.getValue().equals(request.parameters().get(parameter.getKey())))
                .map(Map.Entry::getKey).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Prompt complete(Prompt prompt) {
        return ParameterScope.complete(prompt, request);
    }

    /** The calls of a stage by their indexes, which continue those of its earlier calls. */
    private IntFunction<UpstreamCall> calls(Prompt prompt, int n) {
        UpstreamCall call = call(prompt);
        int first = context.seeds().reserve(prompt.stage(), n);
        return index -> context.seeds().numbered(call, first + index);
    }

    private UpstreamCall call(Prompt prompt) {
        return UpstreamCall.of(prompt, model(prompt)).within(context.request().limits().timeouts())
                .in(context.groups().computeIfAbsent(strategy + "." + prompt.stage(), stage -> new CallGroup()));
    }

    private String model(Prompt prompt) {
        return prompt.model() == null ? request.model() : prompt.model();
    }

    private static void checkSize(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("sample: " + n + " candidates (expected 1 or more)");
        }
    }
}
