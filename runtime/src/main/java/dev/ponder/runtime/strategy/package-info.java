/** Which strategy answers: registry, expressions, selection, parameters, and whether its stream may be emulated. */
@NullMarked
package dev.ponder.runtime.strategy;

import org.jspecify.annotations.NullMarked;
