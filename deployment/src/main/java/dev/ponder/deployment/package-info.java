/** The extension at build time: one processor for each concern. What is wrong is reported all at once. */
@NullMarked
package dev.ponder.deployment;

import org.jspecify.annotations.NullMarked;
