/**
 * Tensors, and what goes in and out of a model that computes with them: the values of the Open Inference Protocol (V2),
 * free of any wire form. All types are immutable, and a tensor's data always fits its shape.
 */
@NullMarked
package dev.ponder.api.serving.tensor;

import org.jspecify.annotations.NullMarked;
