/** Which strategies answer a request: registry, expressions, selection, parameters, and whether streams may be emulated. */
@NullMarked
package dev.ponder.runtime.strategy;

import org.jspecify.annotations.NullMarked;
