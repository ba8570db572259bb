package dev.ponder.soak;

/**
 * A measurement.
 *
 * @param sockets open sockets of the server
 * @param upstreamCalls calls that the upstream has open
 */
record LoadSample(Gauges gauges, long sockets, int upstreamCalls) {}
