package dev.ponder.strategies.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.retrieval.passage.Page;
import dev.ponder.retrieval.passage.Quotation;
import dev.ponder.toolkit.reply.ReplyFormat;
import dev.ponder.toolkit.reply.ReplySchema;
import dev.ponder.toolkit.text.MiddleTruncation;

/**
 * What a model noted beside a page.
 *
 * @param page the number of the page
 * @param notes statements that concern the question
 * @param quotes texts of the page that support them
 * @param relevant whether the page concerns the question
 */
record MarginNotes(int page, List<String> notes, List<String> quotes, boolean relevant) {

    /** The note comes first, so that the model decides by what it wrote. */
    static final ReplyFormat<MarginNotes> FORMAT = ReplyFormat
            .of("margin_notes", ReplySchema.object().texts("notes").texts("quotes").flag("relevant"), "relevant",
                    MarginNotes::ofJson)
            .orProse(MarginNotes::ofProse);

    private static final int MAX_TEXTS = 16;
    private static final int MAX_CHARACTERS = 1000;

    MarginNotes {
        notes = List.copyOf(notes);
        quotes = List.copyOf(quotes);
    }

    private static Optional<MarginNotes> ofJson(JsonNode reply) {
        List<String> notes = texts(reply.path("notes"));
        List<String> quotes = texts(reply.path("quotes"));
        JsonNode relevant = reply.path("relevant");
        boolean some = !notes.isEmpty() || !quotes.isEmpty();
        return Optional.of(new MarginNotes(0, notes, quotes,
                some && (relevant.isTextual()
                        ? !relevant.asText().toLowerCase(Locale.ROOT).startsWith("n")
                        : relevant.asBoolean(true))));
    }

    /** A model that writes no JSON still notes something: its text is the note. */
    private static Optional<MarginNotes> ofProse(String text) {
        return text.isBlank()
                ? Optional.empty()
                : Optional.of(new MarginNotes(0, List.of(MiddleTruncation.of(text.strip(), MAX_CHARACTERS)), List.of(),
                        true));
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        Iterable<JsonNode> items = list.isArray() ? list : List.of(list);
        for (JsonNode item : items) {
            String text = item.isObject() ? item.path("text").asText("") : item.asText("");
            if (!text.isBlank() && texts.size() < MAX_TEXTS) {
                texts.add(MiddleTruncation.of(text.strip(), MAX_CHARACTERS));
            }
        }
        return texts;
    }

    /** These notes beside a page, without the quotes that do not occur in it. */
    MarginNotes on(Page read) {
        return new MarginNotes(read.number(), notes,
                quotes.stream().filter(quote -> Quotation.occurs(quote, read.text())).toList(), relevant);
    }

    MarginNotes withoutQuotes() {
        return notes.isEmpty() ? this : new MarginNotes(page, notes, List.of(), relevant);
    }

    /** The notes as lines, each quote between quotation marks. */
    String text() {
        return notes.stream().map(note -> "- " + note)
                .collect(Collectors.joining("\n", "", notes.isEmpty() || quotes.isEmpty() ? "" : "\n"))
                + quotes.stream().map(quote -> "\"" + quote + "\"").collect(Collectors.joining("\n"));
    }
}
