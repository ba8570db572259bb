/** What strategies that read documents share. */
@NullMarked
package dev.ponder.strategies.retrieval;

import org.jspecify.annotations.NullMarked;
