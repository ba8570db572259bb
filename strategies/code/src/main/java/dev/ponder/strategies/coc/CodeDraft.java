package dev.ponder.strategies.coc;

import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.toolkit.reply.ReplyFormat;
import dev.ponder.toolkit.reply.ReplySchema;

/**
 * A program that the model wrote.
 *
 * @param program the source text, not blank
 * @param expected what its output is; may be empty
 */
record CodeDraft(String program, String expected) {

    /** Also reads a reply with code blocks. */
    static final ReplyFormat<CodeDraft> FORMAT = ReplyFormat.of("program",
            ReplySchema.object().text("reasoning").text("expected").text("program"), "program", CodeDraft::of)
            .orProse(CodeDraft::inProse);

    private static final String FENCE = "```";

    private static Optional<CodeDraft> of(JsonNode json) {
        String program = json.path("program").asText("");
        Optional<String> fenced = longestBlock(program);
        String text = fenced.orElse(program);
        return text.isBlank()
                ? Optional.empty()
                : Optional.of(new CodeDraft(text, json.path("expected").asText("").strip()));
    }

    private static Optional<CodeDraft> inProse(String text) {
        return longestBlock(text).filter(program -> !program.isBlank()).map(program -> new CodeDraft(program, ""));
    }

    /** The longest block, because shorter ones show parts or outputs. */
    private static Optional<String> longestBlock(String text) {
        String longest = "";
        int open = text.indexOf(FENCE);
        while (open >= 0) {
            int line = text.indexOf('\n', open);
            int close = line < 0 ? -1 : text.indexOf(FENCE, line);
            if (close < 0) {
                break;
            }
            String language = text.substring(open + FENCE.length(), line).strip();
            boolean program = language.isEmpty() || language.regionMatches(true, 0, "py", 0, 2);
            if (program && close - line > longest.length()) {
                longest = text.substring(line + 1, close);
            }
            open = text.indexOf(FENCE, close + FENCE.length());
        }
        return longest.isEmpty() ? Optional.empty() : Optional.of(longest);
    }
}
