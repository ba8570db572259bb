package dev.ponder.strategies.z3;

import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.toolkit.reply.ReplyFormat;
import dev.ponder.toolkit.reply.ReplySchema;

/**
 * A formal statement of the problem.
 *
 * @param applicable whether the model finds that a solver can decide the problem
 * @param smtlib the statement in SMT-LIB; empty if it is not applicable
 * @param mapping what the constants mean, and how the answer follows from the result; may be empty
 */
record Formalisation(boolean applicable, String smtlib, String mapping) {

    /** Also reads a reply that is a code block, or nothing but a script. */
    static final ReplyFormat<Formalisation> FORMAT = ReplyFormat.of("formal_statement",
            ReplySchema.object().text("reasoning").text("answer_mapping").flag("applicable").text("smtlib"),
            "applicable", Formalisation::of).orProse(Formalisation::inProse);

    private static final String FENCE = "```";

    private static Optional<Formalisation> of(JsonNode json) {
        String smtlib = json.path("smtlib").asText("").strip();
        boolean applicable = json.path("applicable").asBoolean(false);
        return applicable && smtlib.isEmpty()
                ? Optional.empty()
                : Optional.of(new Formalisation(applicable, smtlib, json.path("answer_mapping").asText("").strip()));
    }

    private static Optional<Formalisation> inProse(String text) {
        int open = text.indexOf(FENCE);
        int start = open < 0 ? 0 : text.indexOf('\n', open) + 1;
        int close = text.indexOf(FENCE, start);
        String script = text.substring(start, open < 0 || close < 0 ? text.length() : close).strip();
        return script.startsWith("(") || script.startsWith(";")
                ? Optional.of(new Formalisation(true, script, ""))
                : Optional.empty();
    }
}
