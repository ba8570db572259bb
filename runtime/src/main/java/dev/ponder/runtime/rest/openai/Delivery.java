package dev.ponder.runtime.rest.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How a client wants to be answered.
 *
 * @param choices how many choices it wants, at least 1
 * @param stream whether it reads a stream
 * @param includeUsage whether that ends with a usage chunk
 */
record Delivery(int choices, boolean stream, boolean includeUsage) {

    /** One reply in one piece. */
    static final Delivery WHOLE = new Delivery(1, false, false);

    static Delivery read(ObjectNode body, int maxChoices) {
        BodyField choices = BodyField.of(body, "n");
        BodyField stream = BodyField.of(body, "stream");
        BodyField includeUsage = BodyField.of(body, "stream_options").child("include_usage");
        return new Delivery(choices.present() ? (int) choices.integer(1, maxChoices) : 1,
                stream.present() && stream.bool(), includeUsage.present() && includeUsage.bool());
    }
}
