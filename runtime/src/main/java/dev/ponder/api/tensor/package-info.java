/** Tensors as the Open Inference Protocol knows them. */
@NullMarked
package dev.ponder.api.tensor;

import org.jspecify.annotations.NullMarked;
