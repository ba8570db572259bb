package dev.ponder.api.chat;

/**
 * The role of a message's author. Clients may send other values than these constants.
 *
 * @param value the value in JSON
 */
public record Role(String value) {

    /** Instructions of the application to the model. */
    public static final Role SYSTEM = new Role("system");
    /** The name of {@link #SYSTEM} for newer models. */
    public static final Role DEVELOPER = new Role("developer");
    /** The user. */
    public static final Role USER = new Role("user");
    /** The model. */
    public static final Role ASSISTANT = new Role("assistant");
    /** The result of a tool call. */
    public static final Role TOOL = new Role("tool");

    /** Whether messages of this role instruct the model. */
    public boolean instructs() {
        return equals(SYSTEM) || equals(DEVELOPER);
    }

    @Override
    public String toString() {
        return value;
    }
}
