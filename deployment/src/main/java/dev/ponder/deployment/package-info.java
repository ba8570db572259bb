/** Build steps of the extension. Validation reports all errors at once. */
@NullMarked
package dev.ponder.deployment;

import org.jspecify.annotations.NullMarked;
