package dev.ponder.api;

/**
 * A strategy to which another one can leave a request, see {@link Inference#delegates()}. Immutable.
 *
 * @param id the strategy's id
 * @param cost the maximum cost of this request
 * @param streams whether its answer is streamed as it is generated; otherwise a stream is emulated
 */
public record Delegate(String id, Cost cost, boolean streams) {}
