package dev.ponder.runtime.event;

/**
 * Describes a request.
 *
 * @param origin the HTTP request
 * @param model the upstream model, without a strategy prefix
 * @param expression the strategy expression, as clients write it
 * @param strategy the id of the expression's strategy, {@code composed} if it has several, or {@code none}: few values,
 *        as a meter's tag requires
 * @param mode how the answer is streamed, {@code native} or {@code emulated}
 * @param streamed whether the client reads a stream
 */
public record RequestInfo(RequestOrigin origin, String model, String expression, String strategy, String mode,
        boolean streamed) {

    /** A request without headers, received at this path. */
    public RequestInfo(String path, String model, String expression, String strategy, String mode, boolean streamed) {
        this(RequestOrigin.at(path), model, expression, strategy, mode, streamed);
    }

    /** The HTTP path that received it; empty if unknown. */
    public String path() {
        return origin.path();
    }
}
