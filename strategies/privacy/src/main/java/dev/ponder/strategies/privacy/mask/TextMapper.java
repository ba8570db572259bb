package dev.ponder.strategies.privacy.mask;

/** Changes the texts of a request. */
interface TextMapper {

    /**
     * The text that replaces this one; an equal one if nothing changes.
     *
     * @param context what is known about the text, such as the name of the JSON member that contains it; may be empty
     */
    String map(String text, String context);

    /**
     * The same for a text of a block that its provider signed. The client received it with placeholders, so these are ours.
     */
    default String mapSigned(String text, String context) {
        return map(text, context);
    }
}
