package dev.ponder.strategies.deep_research;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Inference;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.retrieval.citation.CitationFilter;
import dev.ponder.retrieval.citation.ReferenceListFilter;
import dev.ponder.retrieval.search.SearchHit;
import io.smallrye.mutiny.Multi;

/**
 * Writes the report by one call, streamed: citations of sources that do not exist are removed, the others are numbered in the
 * order of the text, and a list of the cited sources is appended. One instance per report; used on one event loop.
 */
final class ReportWriter {

    private static final PromptTemplate TASK = PromptTemplate.of(ReportWriter.class, "report");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final ResearchPrompts prompts;
    private final Evidence evidence;
    private final CitationFilter citations;
    private final ReferenceListFilter references = new ReferenceListFilter();
    private FinishReason reason = FinishReason.STOP;
    private boolean otherwise;

    private ReportWriter(ResearchPrompts prompts, Evidence evidence) {
        this.prompts = prompts;
        this.evidence = evidence;
        this.citations = new CitationFilter(evidence.cited());
    }

    static Multi<AnswerPart> write(Inference inference, ResearchPrompts prompts, String plan, String draft,
            Evidence evidence) {
        ChatRequest request = inference.request();
        String instructions = prompts.instructions(TASK, Map.of("tools", request.offersTools(),
                "sources", !evidence.isEmpty(), "drafted", !draft.isEmpty(),
                "material", plan + "\n\n" + prompts.notes(evidence) + "\n\n" + prompts.draft(draft)));
        Prompt prompt = Prompt.inheriting("report",
                request.withConversation(request.conversation().withInstructions(instructions)));
        return isStructured(request)
                ? inference.answer(prompt)
                : Multi.createFrom().deferred(() -> new ReportWriter(prompts, evidence).filtered(inference.answer(prompt)));
    }

    /** In JSON, brackets are lists, and nothing may follow the object. */
    private static boolean isStructured(ChatRequest request) {
        JsonNode format = request.parameters().get("response_format");
        return format != null && format.path("type").asText().startsWith("json")
                || request.parameters().keySet().stream().anyMatch(name -> name.startsWith("guided_")
                        || name.equals("structured_outputs") || name.equals("grammar") || name.equals("json_schema"));
    }

    private Multi<AnswerPart> filtered(Multi<AnswerPart> report) {
        return Multi.createBy().concatenating().streams(
                report.onItem().transformToIterable(this::read),
                Multi.createFrom().deferred(() -> Multi.createFrom().iterable(ending())));
    }

    private List<AnswerPart> read(AnswerPart part) {
        if (part instanceof AnswerPart.Text piece) {
            return text(citations.read(references.read(piece.text())));
        }
        if (part instanceof AnswerPart.Finish finish) {
            reason = finish.reason();
            return List.of();
        }
        otherwise |= part instanceof AnswerPart.ToolCallDelta || part instanceof AnswerPart.Refusal;
        return List.of(part);
    }

    private static List<AnswerPart> text(String text) {
        return text.isEmpty() ? List.of() : List.of(new AnswerPart.Text(text));
    }

    private List<AnswerPart> ending() {
        var parts = new ArrayList<>(text(citations.read(references.end()) + citations.end()));
        if (!otherwise && !citations.cited().isEmpty()) {
            parts.addAll(text(list(citations.cited())));
        }
        parts.add(new AnswerPart.Finish(reason));
        return parts;
    }

    private String list(List<Integer> cited) {
        var list = new StringBuilder("\n\n## References\n");
        for (int i = 0; i < cited.size(); i++) {
            Evidence.Source source = evidence.source(cited.get(i));
            SearchHit hit = source.page().hit();
            list.append("\n- [").append(i + 1).append("] ").append(plain(source.page().title())).append(". ")
                    .append(hit.url().replace("[", "%5B").replace("]", "%5D")).append(" (accessed ")
                    .append(prompts.date()).append(')');
        }
        return list.append('\n').toString();
    }

    /** Titles are texts of strangers: without brackets, markup and line breaks, they contain neither citations nor links. */
    private static String plain(String title) {
        return BLANKS.matcher(title).replaceAll(" ").replace('[', '(').replace(']', ')').replace('<', '(').replace('>', ')')
                .replace("`", "'").strip();
    }
}
