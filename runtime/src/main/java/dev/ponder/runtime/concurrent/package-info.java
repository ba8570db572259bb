/** Concurrency without threads: a semaphore that queues pipelines, per-key ordering, and the return to a request's event loop. */
@NullMarked
package dev.ponder.runtime.concurrent;

import org.jspecify.annotations.NullMarked;
