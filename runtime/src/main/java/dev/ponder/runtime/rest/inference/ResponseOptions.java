package dev.ponder.runtime.rest.inference;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The form of the response that a client asks for.
 *
 * @param choices the number of choices for each prompt, at least 1
 * @param stream whether the response is a stream
 * @param includeUsage whether the stream ends with a usage chunk
 */
public record ResponseOptions(int choices, boolean stream, boolean includeUsage) {

    /** One choice in a whole response. */
    public static final ResponseOptions WHOLE = new ResponseOptions(1, false, false);

    static ResponseOptions read(ObjectNode body, int maxChoices) {
        JsonField choices = JsonField.of(body, "n");
        JsonField stream = JsonField.of(body, "stream");
        JsonField options = JsonField.of(body, "stream_options");
        JsonField includeUsage = options.present() ? options.child("include_usage") : options;
        return new ResponseOptions(choices.present() ? (int) choices.integer(1, maxChoices) : 1,
                stream.present() && stream.bool(), includeUsage.present() && includeUsage.bool());
    }
}
