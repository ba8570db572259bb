package dev.ponder.strategies.pvg;

import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.toolkit.reply.ReplyFormat;
import dev.ponder.toolkit.reply.ReplySchema;

/**
 * A solution that is wrong on purpose. It is no {@link dev.ponder.api.Candidate}, so it can never be returned.
 *
 * @param flaw what is wrong with it, in its author's words; may be empty
 * @param text the solution, as the verifier sees it
 */
record SneakySolution(String flaw, String text) {

    /** A reply without JSON is a solution whose flaw is unknown. */
    static final ReplyFormat<SneakySolution> FORMAT = ReplyFormat.of("sneaky_solution",
            ReplySchema.object().text("flaw").text("solution"), "solution", SneakySolution::of)
            .orProse(SneakySolution::ofProse);

    private static Optional<SneakySolution> of(JsonNode reply) {
        return of(reply.path("flaw").asText("").strip(), reply.path("solution").asText("").strip());
    }

    private static Optional<SneakySolution> ofProse(String reply) {
        boolean json = reply.stripLeading().startsWith("{") || reply.contains("\"solution\"");
        return json ? Optional.empty() : of("", reply.strip());
    }

    private static Optional<SneakySolution> of(String flaw, String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(new SneakySolution(flaw, text));
    }
}
