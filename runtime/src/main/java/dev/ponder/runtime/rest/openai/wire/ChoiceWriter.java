package dev.ponder.runtime.rest.openai.wire;

import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;

/** Writes choices in the format of an endpoint. */
public interface ChoiceWriter {

    /** The prefix of response ids. */
    String idPrefix();

    /** The {@code object} member of a whole response. */
    String wholeObject();

    /** The {@code object} member of a chunk. */
    String chunkObject();

    /** The members of the first chunk of a choice; empty for no such chunk. */
    Optional<ObjectNode> opening();

    /** The members of the chunk of a part; empty for a part that is not written. */
    Optional<ObjectNode> part(AnswerPart part);

    /** The members of a chunk without content. */
    ObjectNode empty();

    /** The members of a whole choice. */
    ObjectNode whole(Answer answer);

    /** A chunk of a choice that has not ended. */
    default ObjectNode chunk(ResponseMetadata metadata, int index, ObjectNode members) {
        ObjectNode chunk = metadata.envelope(chunkObject());
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", index);
        choice.setAll(members);
        if (!choice.has("logprobs")) {
            choice.putNull("logprobs");
        }
        choice.putNull("finish_reason");
        return chunk;
    }
}
