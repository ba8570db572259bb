package dev.ponder.api;

/**
 * How far a strategy is.
 *
 * @param stage the stage's name, as in {@link Prompt#stage()}
 * @param done how many of its steps are done, from 0
 * @param of how many steps it has, at least {@code done}
 * @param note what a watcher wants to know, such as the running leader; may be empty
 */
public record Progress(String stage, int done, int of, String note) {

    /** Progress without a note. */
    public static Progress of(String stage, int done, int of) {
        return new Progress(stage, done, of, "");
    }
}
