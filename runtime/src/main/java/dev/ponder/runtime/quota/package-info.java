/** Limits of clients over all their requests: requests and tokens in a minute, calls at a time, and spending budgets. */
@NullMarked
package dev.ponder.runtime.quota;

import org.jspecify.annotations.NullMarked;
