/** Prices of models, and the costs of calls. */
@NullMarked
package dev.ponder.runtime.price;

import org.jspecify.annotations.NullMarked;
