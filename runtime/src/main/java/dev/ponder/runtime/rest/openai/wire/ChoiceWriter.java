package dev.ponder.runtime.rest.openai.wire;

import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;

/** How an endpoint writes its choices: the members that make up the answer itself. */
public interface ChoiceWriter {

    /** How the ids of responses begin. */
    String idPrefix();

    /** What a whole response calls itself. */
    String wholeObject();

    /** What an event of a stream calls itself. */
    String chunkObject();

    /** What a choice begins with in a stream; empty for nothing. */
    Optional<ObjectNode> opening();

    /** A part in a stream; empty for what clients are not told. */
    Optional<ObjectNode> piece(AnswerPart part);

    /** A piece that says nothing. */
    ObjectNode nothing();

    /** A whole answer. */
    ObjectNode whole(Answer answer);

    /** An event's object with a choice in it that is not over. */
    default ObjectNode chunk(ResponseMetadata identity, int index, ObjectNode piece) {
        ObjectNode chunk = identity.envelope(chunkObject());
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", index);
        choice.setAll(piece);
        if (!choice.has("logprobs")) {
            choice.putNull("logprobs");
        }
        choice.putNull("finish_reason");
        return chunk;
    }
}
