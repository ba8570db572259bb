package dev.ponder.strategies.deep_research;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.toolkit.reply.ReplySchema;
import dev.ponder.toolkit.text.MiddleTruncation;

/**
 * A question of the research. Immutable.
 *
 * @param heading the section of the report that it belongs to
 * @param question what has to be found out
 * @param query the words to search for
 */
record ResearchQuestion(String heading, String question, String query) {

    private static final int MAX_HEADING = 120;
    private static final int MAX_QUESTION = 600;

    static ReplySchema schema() {
        return ReplySchema.object().text("heading").text("question").text("query");
    }

    /** The questions of a list in a reply whose queries are new; those without one are left out. */
    static List<ResearchQuestion> read(JsonNode list) {
        var questions = new ArrayList<ResearchQuestion>();
        for (JsonNode item : list) {
            String query = item.isTextual() ? item.asText() : item.path("query").asText("");
            String question = item.path("question").asText("");
            String words = query.isBlank() ? question : query;
            if (!words.isBlank()) {
                questions.add(new ResearchQuestion(MiddleTruncation.of(item.path("heading").asText("").strip(), MAX_HEADING),
                        MiddleTruncation.of(question.isBlank() ? words.strip() : question.strip(), MAX_QUESTION),
                        words.strip()));
            }
        }
        return questions;
    }

    /** Those of the questions that were not searched for yet, at most so many. They are recorded. */
    static List<ResearchQuestion> fresh(List<ResearchQuestion> questions, Set<String> asked, int limit) {
        var fresh = new LinkedHashSet<ResearchQuestion>();
        for (ResearchQuestion question : questions) {
            if (fresh.size() < limit && asked.add(question.query().toLowerCase(Locale.ROOT))) {
                fresh.add(question);
            }
        }
        return List.copyOf(fresh);
    }

    /** The question with its section. */
    String text() {
        return heading.isEmpty() ? question : heading + ": " + question;
    }
}
