package dev.ponder.sandbox.process;

import java.time.Duration;

/**
 * Limits of a pool of interpreters. Immutable.
 *
 * @param interpreters the most processes at the same time, at least 1
 * @param start the time in which a process must be ready
 * @param outputBytes how much of the output of a program is kept
 */
public record PoolLimits(int interpreters, Duration start, int outputBytes) {}
