package dev.ponder.strategies.rto;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.toolkit.reply.ReplyFormat;
import dev.ponder.toolkit.reply.ReplySchema;

/**
 * The result of a round trip.
 *
 * @param first the answer that was described
 * @param description what its programs do, written by a model that saw nothing but them; empty if there is none
 * @param regenerated the programs that were written from the description
 * @param review what differs between the description and the request; empty if nothing was reviewed
 * @param sameTokens whether all regenerated programs are those of the first answer, apart from comments and blanks
 */
record Trip(FirstAnswer first, String description, List<ProgramBlocks> regenerated, Optional<BehaviourReview> review,
        boolean sameTokens) {

    /**
     * A verdict on behaviour.
     *
     * @param remarks what differs; may be empty
     * @param passed whether the behaviour is as it should be
     */
    record BehaviourReview(List<String> remarks, boolean passed) {

        /** The description against the request. */
        static final ReplyFormat<BehaviourReview> AGAINST_REQUEST = format("review", "deviations", "correct");
        /** The programs against each other. */
        static final ReplyFormat<BehaviourReview> AGAINST_EACH_OTHER = format("comparison", "differences",
                "equivalent");

        BehaviourReview {
            remarks = List.copyOf(remarks);
        }

        private static ReplyFormat<BehaviourReview> format(String name, String remarks, String decision) {
            return ReplyFormat.of(name, ReplySchema.object().text("reasoning").texts(remarks).flag(decision), decision,
                    reply -> of(reply.path(remarks), reply.path(decision).asText("").strip()));
        }

        private static Optional<BehaviourReview> of(JsonNode remarks, String decision) {
            boolean passed = decision.equalsIgnoreCase("true") || decision.equalsIgnoreCase("yes");
            boolean failed = decision.equalsIgnoreCase("false") || decision.equalsIgnoreCase("no");
            return passed || failed
                    ? Optional.of(new BehaviourReview(remarks.valueStream().map(remark -> remark.asText("").strip())
                            .filter(remark -> !remark.isEmpty()).toList(), passed))
                    : Optional.empty();
        }
    }

    Trip {
        regenerated = List.copyOf(regenerated);
    }

    /** Whether the program does something else than the request asks for. */
    boolean deviates() {
        return review.isPresent() && !review.get().passed();
    }

    long characters() {
        return first.text().length() + regenerated.stream().mapToLong(programs -> programs.text().length()).sum();
    }
}
