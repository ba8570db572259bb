package dev.ponder.runtime.engine;

import java.util.List;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.runtime.strategy.RequestSettings;
import dev.ponder.runtime.strategy.StrategyDescriptor;
import dev.ponder.runtime.stream.AnswerAccumulator;
import dev.ponder.runtime.stream.AnswerEmulator;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Runs the strategies of a pipeline one after the other. Those that shape hand on to the next; an answer that is not
 * the last becomes a draft, which the next one sees behind the original conversation.
 */
final class PipelineRunner {

    private static final PromptTemplate IMPROVE = PromptTemplate.of(PipelineRunner.class, "improve-draft");

    private final RequestContext context;
    private final AnswerEmulator emulator;
    private final List<StrategyDescriptor> strategies;
    private final int choices;

    PipelineRunner(RequestContext context, AnswerEmulator emulator, List<StrategyDescriptor> strategies, int choices) {
        this.context = context;
        this.emulator = emulator;
        this.strategies = strategies;
        this.choices = choices;
    }

    /** The answer's parts. */
    Multi<AnswerPart> parts(ChatRequest request) {
        return parts(0, request);
    }

    /** The whole answer, with runners-up where the last strategy keeps a pool. */
    Uni<Answer> answer(ChatRequest request) {
        return answer(0, request);
    }

    private Multi<AnswerPart> parts(int place, ChatRequest request) {
        StageInference inference = inference(place, request);
        if (place == strategies.size()) {
            return inference.answer(Prompt.inheriting("answer", request));
        }
        InferenceStrategy strategy = strategies.get(place).strategy();
        if (strategy instanceof InferenceStrategy.Transform transform) {
            return transform.transform(inference).onItem().transformToMulti(changed -> parts(place + 1, changed));
        }
        if (strategy instanceof InferenceStrategy.Wrapper wrapper) {
            return wrapper.around(inference, changed -> parts(place + 1, changed));
        }
        if (last(place) && strategy instanceof InferenceStrategy.Streaming streaming) {
            return streaming.stream(inference);
        }
        return own(strategy, inference).onItem().transformToMulti(answer -> last(place) || answer.callsTools()
                ? emulator.emulate(answer)
                : parts(place + 1, withDraft(request, answer)));
    }

    private Uni<Answer> answer(int place, ChatRequest request) {
        InferenceStrategy strategy = strategies.get(place).strategy();
        if (strategy instanceof InferenceStrategy.Transform transform && !last(place)) {
            return transform.transform(inference(place, request)).chain(changed -> answer(place + 1, changed));
        }
        return strategy instanceof InferenceStrategy.Buffered && last(place)
                ? own(strategy, inference(place, request))
                : collected(parts(place, request));
    }

    /** A strategy's own answer. One that calls tools is handed on as it is: nothing may rewrite it. */
    private static Uni<Answer> own(InferenceStrategy strategy, StageInference inference) {
        return strategy instanceof InferenceStrategy.Streaming streaming
                ? collected(streaming.stream(inference))
                : ((InferenceStrategy.Buffered) strategy).answer(inference);
    }

    private static Uni<Answer> collected(Multi<AnswerPart> parts) {
        return parts.collect().in(AnswerAccumulator::new, AnswerAccumulator::add).map(AnswerAccumulator::answer);
    }

    private boolean last(int place) {
        return place == strategies.size() - 1;
    }

    private StageInference inference(int place, ChatRequest request) {
        var settings = place < strategies.size()
                ? new RequestSettings(strategies.get(place), context.parameters())
                : RequestSettings.NONE;
        return new StageInference(context, request, settings, choices);
    }

    private static ChatRequest withDraft(ChatRequest request, Answer draft) {
        return request.withConversation(request.conversation()
                .plus(ChatMessage.assistant(draft.text()), ChatMessage.user(IMPROVE.render())));
    }
}
