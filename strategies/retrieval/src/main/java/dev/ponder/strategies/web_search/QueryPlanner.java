package dev.ponder.strategies.web_search;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.Fence;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import dev.ponder.retrieval.search.QuestionQuery;
import dev.ponder.retrieval.search.SearchQuery.Recency;
import dev.ponder.toolkit.reply.ReplyFormat;
import dev.ponder.toolkit.reply.ReplySchema;
import dev.ponder.toolkit.text.FenceKind;
import dev.ponder.toolkit.text.FencedConversation;
import io.smallrye.mutiny.Uni;

/** Decides by one call whether a search is needed, and for what. If the reply cannot be read, the question is the query. */
final class QueryPlanner {

    static final String PLAN = "plan";

    private static final PromptTemplate TASK = PromptTemplate.of(QueryPlanner.class, "plan");
    private static final String[] RECENCIES = Stream.of(Recency.values()).map(Recency::word).toArray(String[]::new);
    private static final ReplySchema SCHEMA = ReplySchema.object().text("reasoning").text("language")
            .oneOf("recency", RECENCIES).flag("need_search").texts("queries");
    private static final ReplyFormat<Reply> FORMAT = ReplyFormat.of("queries", SCHEMA, "queries", QueryPlanner::read);

    private final Inference inference;
    private final WebSearchConfig settings;

    /** What the model wrote. */
    private record Reply(boolean needed, List<String> queries, String language, Recency recency) {}

    QueryPlanner(Inference inference, WebSearchConfig settings) {
        this.inference = inference;
        this.settings = settings;
    }

    Uni<QueryPlan> plan() {
        String question = QuestionQuery.of(inference.request().conversation().question());
        if (!settings.planner()) {
            return Uni.createFrom().item(byQuestion(question));
        }
        return FORMAT.ask(inference, prompt()).map(reply -> reply
                .map(written -> chosen(written, question))
                .orElseGet(() -> {
                    inference.report(new Finding.Degraded(PLAN,
                            "the model wrote no queries that could be read, so the question was the query"));
                    return byQuestion(question);
                }));
    }

    private Prompt prompt() {
        Fence fence = Fence.of(inference.random());
        String task = TASK.render(Map.of("question", FenceKind.QUESTION.tag(fence), "count", settings.queries(),
                "date", LocalDate.ofInstant(inference.clock().instant(), ZoneOffset.UTC).toString()));
        return Prompt.internal(PLAN, Conversation.of(ChatMessage.system(task),
                FencedConversation.of(inference.request().conversation()).message(fence, "")))
                .withTemperature(0).withMaxTokens(settings.plannerMaxTokens());
    }

    private QueryPlan byQuestion(String question) {
        return new QueryPlan(question.isBlank() ? List.of() : List.of(question), settings.language().orElse(""),
                settings.recency());
    }

    private QueryPlan chosen(Reply reply, String question) {
        if (!reply.needed() && !settings.always()) {
            return QueryPlan.NONE;
        }
        List<String> queries = reply.queries().stream().map(String::strip).filter(query -> !query.isEmpty()).distinct()
                .limit(settings.queries()).toList();
        return new QueryPlan(queries.isEmpty() ? byQuestion(question).queries() : queries,
                reply.language().isEmpty() ? settings.language().orElse("") : reply.language(),
                reply.recency() == Recency.ANY ? settings.recency() : reply.recency());
    }

    private static Optional<Reply> read(JsonNode reply) {
        List<String> queries = StreamSupport.stream(reply.path("queries").spliterator(), false).map(JsonNode::asText)
                .toList();
        String language = reply.path("language").asText("").strip().toLowerCase(Locale.ROOT);
        return Optional.of(new Reply(reply.path("need_search").asBoolean(!queries.isEmpty()), queries,
                language.length() == 2 ? language : "", recency(reply.path("recency").asText(""))));
    }

    private static Recency recency(String word) {
        return Stream.of(Recency.values()).filter(recency -> recency.word().equalsIgnoreCase(word.strip())).findFirst()
                .orElse(Recency.ANY);
    }
}
