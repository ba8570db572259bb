package dev.ponder.runtime.engine;

import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.Budget;
import dev.ponder.api.Candidate;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.Settings;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.runtime.upstream.UpstreamCall;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** What one strategy of a pipeline sees. */
final class StageInference implements Inference {

    private final RequestContext context;
    private final ChatRequest request;
    private final Settings settings;
    private final int choices;

    StageInference(RequestContext context, ChatRequest request, Settings settings, int choices) {
        this.context = context;
        this.request = request;
        this.settings = settings;
        this.choices = choices;
    }

    @Override
    public ChatRequest request() {
        return request;
    }

    @Override
    public int choices() {
        return choices;
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public Uni<Answer> ask(Prompt prompt) {
        return stage(prompt).complete(context.seeds().apply(call(prompt)))
                .map(completion -> completion.choices().get(0));
    }

    @Override
    public Multi<Candidate> sample(Prompt prompt, int n) {
        return context.sampler().sample(stage(prompt), call(prompt), atLeastOne(n));
    }

    @Override
    public Multi<Candidate> sample(List<Prompt> prompts) {
        atLeastOne(prompts.size());
        return Multi.createFrom()
                .deferred(() -> context.sampler().sample(prompts.stream().map(this::ask).toList()));
    }

    @Override
    public Multi<Candidate> sampleIndividually(Prompt prompt, int n) {
        return context.sampler().sampleIndividually(stage(prompt), call(prompt), atLeastOne(n));
    }

    @Override
    public Multi<AnswerPart> answer(Prompt prompt) {
        return context.answer(stage(prompt), context.seeds().apply(call(prompt)));
    }

    @Override
    public void progress(Progress progress) {
        context.watcher().accept(progress);
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

    private StageCalls stage(Prompt prompt) {
        return new StageCalls(context.calls(), context.fallback(), prompt.stage(), ownParameters(prompt));
    }

    /** What the strategy set itself; the rest comes from the client. */
    private Set<String> ownParameters(Prompt prompt) {
        return prompt.parameters().entrySet().stream()
                .filter(parameter -> !parameter.getValue().equals(request.parameters().get(parameter.getKey())))
                .map(Map.Entry::getKey).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private UpstreamCall call(Prompt prompt) {
        return UpstreamCall.of(prompt, prompt.model() == null ? request.model() : prompt.model())
                .within(context.timeouts());
    }

    private static int atLeastOne(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("sample: " + n + " candidates (expected 1 or more)");
        }
        return n;
    }
}
