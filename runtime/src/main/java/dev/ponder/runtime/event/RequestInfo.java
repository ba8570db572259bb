package dev.ponder.runtime.event;

/**
 * Describes a request.
 *
 * @param path the HTTP path that received it; empty if unknown
 * @param model the upstream model, without a strategy prefix
 * @param expression the strategy expression, as clients write it
 * @param strategy the id of the expression's strategy, {@code composed} if it has several, or {@code none}: few values,
 *        as a meter's tag requires
 * @param mode how the answer is streamed, {@code native} or {@code emulated}
 * @param streamed whether the client reads a stream
 */
public record RequestInfo(String path, String model, String expression, String strategy, String mode,
        boolean streamed) {}
