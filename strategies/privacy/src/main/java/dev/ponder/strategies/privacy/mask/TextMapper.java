package dev.ponder.strategies.privacy.mask;

/** Changes the texts of a request. */
@FunctionalInterface
interface TextMapper {

    /**
     * The text that replaces this one; the same object if nothing changes.
     *
     * @param context what is known about the text, such as the name of the JSON member that contains it; may be empty
     */
    String map(String text, String context);
}
