package dev.ponder.runtime.engine;

import java.time.Clock;
import java.util.random.RandomGenerator;

import com.fasterxml.jackson.databind.JsonNode;

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
        UpstreamCall call = context.seeds().apply(call(prompt));
        return (hasSchemaOfItsOwn(prompt)
                ? context.schemas().complete(context.calls(), prompt.stage(), call)
                : context.calls().complete(prompt.stage(), call))
                .map(completion -> completion.choices().get(0));
    }

    @Override
    public Multi<Candidate> sample(Prompt prompt, int n) {
        return context.sampler().sample(prompt.stage(), call(prompt), atLeastOne(n));
    }

    @Override
    public Multi<Candidate> sampleApart(Prompt prompt, int n) {
        return context.sampler().sampleApart(prompt.stage(), call(prompt), atLeastOne(n));
    }

    @Override
    public Multi<AnswerPart> answer(Prompt prompt) {
        return context.answer(prompt.stage(), context.seeds().apply(call(prompt)));
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

    private boolean hasSchemaOfItsOwn(Prompt prompt) {
        JsonNode format = prompt.parameters().get(SchemaFallback.RESPONSE_FORMAT);
        return format != null && !format.equals(request.parameters().get(SchemaFallback.RESPONSE_FORMAT));
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
