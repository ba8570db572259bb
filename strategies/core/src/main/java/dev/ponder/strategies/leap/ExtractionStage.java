package dev.ponder.strategies.leap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.PromptTemplate;
import dev.ponder.strategies.leap.FewShotPrompt.Demonstration;
import dev.ponder.toolkit.reply.ReplyFormat;
import dev.ponder.toolkit.reply.ReplySchema;
import dev.ponder.toolkit.text.FenceKind;
import io.smallrye.mutiny.Uni;

/** Lets the model find the examples in a prompt whose form the parser does not know. */
final class ExtractionStage {

    static final String STAGE = "extract";

    private static final PromptTemplate EXTRACT = PromptTemplate.of(ExtractionStage.class, "extract");
    private static final ReplyFormat<FewShotPrompt> FORMAT = ReplyFormat.of("examples",
            ReplySchema.object().text("reasoning").text("task").objects("examples",
                    ReplySchema.object().text("question").text("answer")),
            "examples", ExtractionStage::read);

    private final Inference inference;
    private final LeapPrompts prompts;

    ExtractionStage(Inference inference, LeapPrompts prompts) {
        this.inference = inference;
        this.prompts = prompts;
    }

    /** The examples in this text; empty if the reply cannot be read. */
    Uni<Optional<FewShotPrompt>> extract(String source) {
        int most = prompts.settings().maxExamples();
        return FORMAT.ask(inference, prompts.internal(STAGE, EXTRACT, Map.of("count", most),
                FenceKind.QUESTION.wrap(prompts.fence(), "prompt", source)))
                .map(found -> found.map(prompt -> new FewShotPrompt(prompt.task(),
                        prompt.demonstrations().stream().limit(most).toList(), "")))
                .invoke(() -> inference.progress(Progress.of(STAGE, 1, 1)));
    }

    private static Optional<FewShotPrompt> read(JsonNode reply) {
        if (!reply.path("examples").isArray()) {
            return Optional.empty();
        }
        var found = new ArrayList<Demonstration>();
        reply.path("examples").forEach(example -> {
            String question = example.path("question").asText("").strip();
            String answer = example.path("answer").asText("").strip();
            if (!question.isEmpty() && !answer.isEmpty()) {
                found.add(new Demonstration(question, answer));
            }
        });
        return Optional.of(new FewShotPrompt(reply.path("task").asText("").strip(), List.copyOf(found), ""));
    }
}
