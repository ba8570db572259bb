package dev.ponder.strategies.deep_research;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.PromptTemplate;
import dev.ponder.retrieval.search.QuestionQuery;
import dev.ponder.toolkit.reply.ReplyFormat;
import dev.ponder.toolkit.reply.ReplySchema;
import io.smallrye.mutiny.Uni;

/** Plans the sections of the report, with a question and a query for each. */
final class OutlineStage {

    private static final String PLAN = "plan";
    private static final PromptTemplate TASK = PromptTemplate.of(OutlineStage.class, "outline");
    private static final ReplyFormat<List<ResearchQuestion>> FORMAT = ReplyFormat.of("sections",
            ReplySchema.object().text("reasoning").objects("sections", ResearchQuestion.schema()), "sections",
            OutlineStage::read);

    private OutlineStage() {
    }

    /** The questions; the client's own question if no plan can be read. */
    static Uni<List<ResearchQuestion>> plan(Inference inference, ResearchPrompts prompts) {
        return FORMAT.ask(inference, prompts.internal(PLAN, TASK, Map.of(), ""))
                .map(reply -> reply.orElseGet(() -> {
                    inference.report(new Finding.Degraded(PLAN,
                            "no plan could be read, so the question itself was searched for"));
                    String question = inference.request().conversation().question();
                    return question.isBlank()
                            ? List.of()
                            : List.of(new ResearchQuestion("", question.strip(), QuestionQuery.of(question)));
                }))
                .invoke(questions -> inference.progress(new Progress(PLAN, 1, 1,
                        questions.stream().map(ResearchQuestion::heading).collect(Collectors.joining("; ")))));
    }

    private static Optional<List<ResearchQuestion>> read(JsonNode reply) {
        return Optional.of(ResearchQuestion.read(reply.path("sections"))).filter(questions -> !questions.isEmpty());
    }
}
