/** What can be wrong with a strategy. Each names the class and what was expected of it. */
@NullMarked
package dev.ponder.deployment.exception;

import org.jspecify.annotations.NullMarked;
