package dev.ponder.strategies.longcepo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.retrieval.passage.Page;
import dev.ponder.retrieval.passage.Quotation;
import dev.ponder.toolkit.reply.ReplyFormat;
import dev.ponder.toolkit.reply.ReplySchema;
import dev.ponder.toolkit.text.MiddleTruncation;

/**
 * What passages say about a question.
 *
 * @param passages the numbers of the passages, ascending
 * @param quotes texts of the passages, word for word
 * @param reasoning how the answer follows
 * @param answer the answer; empty if the passages do not have one
 * @param confidence 0 to 5
 */
record PassageEvidence(List<Integer> passages, List<String> quotes, String reasoning, String answer,
        double confidence) {

    static final ReplyFormat<PassageEvidence> FORMAT = ReplyFormat
            .of("evidence", ReplySchema.object().texts("quotes").text("reasoning").text("answer").number("confidence"),
                    "answer", PassageEvidence::ofJson)
            .orProse(PassageEvidence::ofProse);

    private static final int MAX_QUOTES = 8;
    private static final int MAX_CHARACTERS = 800;
    private static final int CHARACTERS = 4;

    PassageEvidence {
        passages = List.copyOf(passages);
        quotes = List.copyOf(quotes);
    }

    private static Optional<PassageEvidence> ofJson(JsonNode reply) {
        var quotes = new ArrayList<String>();
        reply.path("quotes").forEach(quote -> {
            String text = (quote.isObject() ? quote.path("text").asText("") : quote.asText("")).strip();
            if (!text.isEmpty() && quotes.size() < MAX_QUOTES) {
                quotes.add(MiddleTruncation.of(text, MAX_CHARACTERS));
            }
        });
        return Optional
                .of(new PassageEvidence(List.of(), quotes, text(reply.path("reasoning")), text(reply.path("answer")),
                        Math.max(0, Math.min(5, reply.path("confidence").asDouble(3)))));
    }

    private static String text(JsonNode value) {
        String text = value.isNull() ? "" : value.isValueNode() ? value.asText("") : value.toString();
        return value.isMissingNode() ? "" : MiddleTruncation.of(text.strip(), MAX_CHARACTERS);
    }

    /** A model that writes no JSON still says something, but how sure it is remains unknown. */
    private static Optional<PassageEvidence> ofProse(String text) {
        return text.isBlank()
                ? Optional.empty()
                : Optional.of(new PassageEvidence(List.of(), List.of(), "",
                        MiddleTruncation.of(text.strip(), MAX_CHARACTERS), 1));
    }

    /** The evidence of this passage, without quotes that do not occur in it. An invented quote lowers the confidence to 1. */
    PassageEvidence in(Page passage) {
        List<String> found = quotes.stream().filter(quote -> Quotation.occurs(quote, passage.text())).toList();
        return new PassageEvidence(List.of(passage.number()), found, reasoning, answer,
                found.isEmpty() && !quotes.isEmpty() ? Math.min(1, confidence) : confidence);
    }

    /** The evidence that a call made of others; it keeps their passages and those of its quotes that are theirs. */
    PassageEvidence mergedFrom(List<PassageEvidence> parts) {
        List<String> theirs = parts.stream().flatMap(part -> part.quotes.stream()).distinct().toList();
        List<String> kept = quotes.stream()
                .filter(quote -> theirs.stream().anyMatch(known -> Quotation.occurs(quote, known))).toList();
        return new PassageEvidence(passagesOf(parts),
                kept.isEmpty() ? theirs.stream().limit(MAX_QUOTES).toList() : kept,
                reasoning, answer, confidence);
    }

    static List<Integer> passagesOf(List<PassageEvidence> parts) {
        return parts.stream().flatMap(part -> part.passages.stream()).distinct().sorted().toList();
    }

    /** Whether it has an answer. */
    boolean informative() {
        String plain = answer.toLowerCase(Locale.ROOT);
        return !answer.isEmpty() && confidence > 0
                && Stream.of("none", "null", "n/a", "no information", "not stated", "unknown")
                        .noneMatch(nothing -> plain.equals(nothing) || plain.equals(nothing + "."));
    }

    String label() {
        return (passages.size() == 1 ? "passage " : "passages ")
                + String.join(", ", passages.stream().limit(20).map(String::valueOf).toList());
    }

    /** The text for later calls, with as many quotes as fit. */
    String text(int tokens) {
        int most = tokens * CHARACTERS;
        var text = new StringBuilder(MiddleTruncation.of("Answer: " + answer + "\nConfidence: "
                + String.format(Locale.ROOT, "%.0f", confidence) + " of 5"
                + (reasoning.isEmpty() ? "" : "\nReasoning: " + reasoning), most));
        for (String quote : quotes) {
            if (text.length() + quote.length() + 3 <= most) {
                text.append("\n\"").append(quote).append('"');
            }
        }
        return text.toString();
    }
}
