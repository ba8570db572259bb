package dev.ponder.api;

/**
 * A progress report of a strategy. Clients that ask for progress receive it.
 *
 * @param stage the stage's name, as in {@link Prompt#stage()}
 * @param done the number of finished steps, from 0
 * @param of the number of steps, at least {@code done}
 * @param note a remark for people, such as the leading answer; may be empty
 */
public record Progress(String stage, int done, int of, String note) {

    /** Progress without a note. */
    public static Progress of(String stage, int done, int of) {
        return new Progress(stage, done, of, "");
    }
}
