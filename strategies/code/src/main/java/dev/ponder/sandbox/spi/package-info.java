/** What a sandbox for programs offers to strategies, and what an implementation of one provides. */
@NullMarked
package dev.ponder.sandbox.spi;

import org.jspecify.annotations.NullMarked;
