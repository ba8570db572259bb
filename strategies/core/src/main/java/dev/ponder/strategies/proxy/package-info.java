/**
 * OptiLLM's strategy {@code proxy}: a call that is balanced over upstreams. The server balances all calls, so this one is a plain
 * call, or the strategy that the request wraps.
 */
@NullMarked
package dev.ponder.strategies.proxy;

import org.jspecify.annotations.NullMarked;
