package dev.ponder.runtime.rest.inference;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How a client wants to be answered.
 *
 * @param choices how many choices it wants, at least 1
 * @param stream whether it reads a stream
 * @param includeUsage whether that ends with a usage chunk
 */
public record ResponseOptions(int choices, boolean stream, boolean includeUsage) {

    /** One reply in one piece. */
    public static final ResponseOptions WHOLE = new ResponseOptions(1, false, false);

    public static ResponseOptions read(ObjectNode body, int maxChoices) {
        JsonField choices = JsonField.of(body, "n");
        JsonField stream = JsonField.of(body, "stream");
        JsonField includeUsage = JsonField.of(body, "stream_options").child("include_usage");
        return new ResponseOptions(choices.present() ? (int) choices.integer(1, maxChoices) : 1,
                stream.present() && stream.bool(), includeUsage.present() && includeUsage.bool());
    }
}
