package dev.ponder.api.chat;

/**
 * Who says a message. Open: an upstream may know more roles than these.
 *
 * @param value the name on the wire
 */
public record Role(String value) {

    /** Instructions of the application. */
    public static final Role SYSTEM = new Role("system");
    /** Instructions of the application, as newer models call them. */
    public static final Role DEVELOPER = new Role("developer");
    /** The person. */
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
