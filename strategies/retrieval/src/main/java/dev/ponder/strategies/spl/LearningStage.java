package dev.ponder.strategies.spl;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.ponder.api.Fence;
import dev.ponder.api.Inference;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import dev.ponder.strategies.spl.StrategyLibrary.OpenOutcome;
import dev.ponder.toolkit.reply.ReplyFormat;
import dev.ponder.toolkit.reply.ReplySchema;
import dev.ponder.toolkit.reply.TolerableFailure;
import dev.ponder.toolkit.text.FenceKind;
import dev.ponder.toolkit.text.MiddleTruncation;
import io.smallrye.mutiny.Uni;

/** The calls beside the answer: the kind of the problem, the outcome of an earlier answer, and a new strategy. */
final class LearningStage {

    static final int MAX_CHARACTERS = 8000;

    private static final String CLASSIFY = "classify";
    private static final PromptTemplate TYPE = PromptTemplate.of(LearningStage.class, "classify");
    private static final PromptTemplate JUDGE = PromptTemplate.of(LearningStage.class, "judge");
    private static final PromptTemplate WRITE = PromptTemplate.of(LearningStage.class, "write");
    private static final int LONGEST_STRATEGY = 2000;
    private static final ReplyFormat<Boolean> VERDICT = ReplyFormat.of("verdict",
            ReplySchema.object().text("reasoning").flag("correct"), "correct",
            reply -> reply.path("correct").isBoolean()
                    ? Optional.of(reply.path("correct").asBoolean())
                    : Optional.empty());

    private final Inference inference;
    private final SplConfig settings;
    private final Fence fence;

    LearningStage(Inference inference, SplConfig settings, Fence fence) {
        this.inference = inference;
        this.settings = settings;
        this.fence = fence;
    }

    /** The kind of the problem; the general one if the reply names none. */
    Uni<ProblemType> classify(String question) {
        return ProblemType.FORMAT.ask(inference, prompt(CLASSIFY, TYPE, Map.of("types", String.join(", ",
                ProblemType.names())), FenceKind.QUESTION.wrap(fence, "problem", question)).withTemperature(0))
                .map(type -> type.orElse(ProblemType.GENERAL_PROBLEM));
    }

    /** Whether an answer is good; empty if the judge does not say. */
    Uni<Optional<Boolean>> judge(OpenOutcome outcome) {
        Prompt prompt = prompt("judge", JUDGE, Map.of(), FenceKind.QUESTION.wrap(fence, "question", outcome.question())
                + "\n\n" + FenceKind.CANDIDATE.wrap(fence, "answer", outcome.answer())).withTemperature(0);
        return inference.ask(prompt.withJsonSchema(VERDICT.name(), VERDICT.schema()))
                .chain(reply -> inference.compute(reply.characters(), () -> VERDICT.read(reply.text())))
                .onFailure(TolerableFailure::isTolerable).recoverWithItem(Optional.empty());
    }

    /** A new strategy for problems of this kind; empty if the call fails. */
    Uni<Optional<String>> write(ProblemType type, String question) {
        return inference.ask(prompt("learn", WRITE, Map.of("type", type.id()),
                FenceKind.QUESTION.wrap(fence, "problem", question)).withTemperature(0.7))
                .map(reply -> Optional.of(reply).filter(whole -> whole.complete() && !whole.text().isBlank())
                        .map(whole -> MiddleTruncation.of(whole.text().strip(), LONGEST_STRATEGY)))
                .onFailure(TolerableFailure::isTolerable).recoverWithItem(Optional.empty());
    }

    private Prompt prompt(String stage, PromptTemplate template, Map<String, ?> values, String material) {
        var all = new TreeMap<String, Object>(values);
        all.put("question", FenceKind.QUESTION.tag(fence));
        all.put("candidate", FenceKind.CANDIDATE.tag(fence));
        return Prompt
                .internal(stage, Conversation.of(ChatMessage.system(template.render(all)), ChatMessage.user(material)))
                .withMaxTokens(settings.stageMaxTokens());
    }
}
