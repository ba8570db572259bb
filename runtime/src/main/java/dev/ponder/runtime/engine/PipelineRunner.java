package dev.ponder.runtime.engine;

import java.util.List;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.InferenceStrategy.Next;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.runtime.strategy.RequestSettings;
import dev.ponder.runtime.strategy.StrategyDescriptor;
import dev.ponder.runtime.strategy.StrategyExpression;
import dev.ponder.runtime.stream.AnswerAccumulator;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Runs the strategies of a pipeline in order. A transform or wrapper passes the request to the next strategy. The answer
 * of a strategy that is not the last becomes a draft: the next strategy sees it after the original conversation.
 */
final class PipelineRunner {

    private static final PromptTemplate IMPROVE = PromptTemplate.of(PipelineRunner.class, "improve-draft");

    private final RequestContext context;
    private final List<StrategyDescriptor> strategies;

    PipelineRunner(RequestContext context, List<StrategyDescriptor> strategies) {
        this.context = context;
        this.strategies = strategies;
    }

    /** The answer as parts. */
    Multi<AnswerPart> parts(ChatRequest request) {
        return parts(0, request);
    }

    /** The complete answer, with runners-up if the last strategy keeps a pool. */
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
            return wrapper.around(inference, rest(place + 1));
        }
        if (last(place) && strategy instanceof InferenceStrategy.Streaming streaming) {
            return streaming.stream(inference);
        }
        StageInference drafting = last(place) ? inference : inference(place, draftRequest(place, request));
        return own(strategy, drafting).onItem().transformToMulti(answer -> last(place) || answer.callsTools()
                ? context.emulator().emulate(answer)
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

    /** The answer of a strategy that writes one itself. */
    private static Uni<Answer> own(InferenceStrategy strategy, StageInference inference) {
        return strategy instanceof InferenceStrategy.Streaming streaming
                ? collected(streaming.stream(inference))
                : ((InferenceStrategy.Buffered) strategy).answer(inference);
    }

    private static Uni<Answer> collected(Multi<AnswerPart> parts) {
        return parts.collect().in(AnswerAccumulator::new, AnswerAccumulator::add).map(AnswerAccumulator::answer);
    }

    private Next rest(int place) {
        return new Next() {
            @Override
            public Multi<AnswerPart> answer(ChatRequest changed) {
                return parts(place, changed);
            }

            @Override
            public boolean plain() {
                return place == strategies.size();
            }
        };
    }

    /** What the strategy at this place answers for those after it. */
    private ChatRequest draftRequest(int place, ChatRequest request) {
        ChatRequest draft = request;
        for (StrategyDescriptor later : strategies.subList(place + 1, strategies.size())) {
            draft = later.strategy().draftRequest(draft);
        }
        return draft;
    }

    private boolean last(int place) {
        return place == strategies.size() - 1;
    }

    private StageInference inference(int place, ChatRequest request) {
        if (place == strategies.size()) {
            return new StageInference(context, StrategyExpression.PASSTHROUGH, request, RequestSettings.NONE);
        }
        StrategyDescriptor strategy = strategies.get(place);
        return new StageInference(context, strategy.id(), request,
                new RequestSettings(strategy, context.request().parameters()));
    }

    private static ChatRequest withDraft(ChatRequest request, Answer draft) {
        return request.withConversation(request.conversation()
                .plus(draft.asMessage(), ChatMessage.user(IMPROVE.render())));
    }
}
