/** Anonymises requests and restores answers. */
@NullMarked
package dev.ponder.strategies.privacy;

import org.jspecify.annotations.NullMarked;
