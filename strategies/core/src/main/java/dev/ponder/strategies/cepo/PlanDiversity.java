package dev.ponder.strategies.cepo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.Fence;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import dev.ponder.toolkit.reply.ReplyFormat;
import dev.ponder.toolkit.reply.ReplySchema;
import dev.ponder.toolkit.text.FenceKind;
import dev.ponder.toolkit.text.FencedConversation;
import io.smallrye.mutiny.Uni;

/** Names a different approach for each solution, which its plans take. */
final class PlanDiversity {

    /** The call, and its repair. */
    static final int CALLS = 2;

    private static final String STAGE = "approaches";
    private static final PromptTemplate INSTRUCTIONS = PromptTemplate.of(PlanDiversity.class, "approaches");
    private static final ReplyFormat<List<String>> FORMAT = ReplyFormat.of("approaches",
            ReplySchema.object().text("reasoning").texts("approaches"), "approaches", PlanDiversity::read);

    private final Inference inference;
    private final CepoConfig settings;

    PlanDiversity(Inference inference, CepoConfig settings) {
        this.inference = inference;
        this.settings = settings;
    }

    /** Up to one approach for each solution; none where the settings turn them off or the reply cannot be read. */
    Uni<List<String>> approaches() {
        if (!settings.usePlanDiversity()) {
            return Uni.createFrom().item(List.of());
        }
        return FORMAT.ask(inference, prompt())
                .invoke(approaches -> {
                    inference.progress(Progress.of(STAGE, 1, 1));
                    if (approaches.isEmpty()) {
                        inference.report(new Finding.Degraded(STAGE,
                                "no approaches could be read, so the plans were written without them"));
                    }
                })
                .map(approaches -> approaches.orElse(List.of()).stream().limit(settings.bestofnN()).toList());
    }

    /** The plan prompt's values for a solution: the approach to take, or those to avoid when there are too few. */
    static Map<String, String> hints(int solution, List<String> approaches, Fence fence) {
        List<String> blocks = IntStream.range(0, approaches.size())
                .mapToObj(i -> FenceKind.PLAN.wrap(fence, String.valueOf(i + 1), approaches.get(i))).toList();
        return Map.of("plan", FenceKind.PLAN.tag(fence),
                "follow", solution < blocks.size() ? blocks.get(solution) : "",
                "avoid", solution < blocks.size() ? "" : String.join("\n\n", blocks));
    }

    private Prompt prompt() {
        Fence fence = Fence.of(inference.random());
        String instructions = INSTRUCTIONS
                .render(Map.of("question", FenceKind.QUESTION.tag(fence), "count", settings.bestofnN()));
        return Prompt.internal(STAGE, Conversation.of(ChatMessage.system(instructions),
                FencedConversation.of(inference.request().conversation()).message(fence, "")))
                .withTemperature(settings.planningTemperatureStep1());
    }

    private static Optional<List<String>> read(JsonNode json) {
        List<String> approaches = StreamSupport.stream(json.path("approaches").spliterator(), false)
                .map(approach -> approach.asText("").strip()).filter(text -> !text.isEmpty()).distinct().toList();
        return approaches.isEmpty() ? Optional.empty() : Optional.of(approaches);
    }
}
