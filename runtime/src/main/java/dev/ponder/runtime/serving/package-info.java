/** The served models: where they come from, whether they are ready, and how a request passes their hooks. */
@NullMarked
package dev.ponder.runtime.serving;

import org.jspecify.annotations.NullMarked;
