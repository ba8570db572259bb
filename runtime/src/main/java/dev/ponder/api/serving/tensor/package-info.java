/**
 * Tensors, and inference requests and responses of the Open Inference Protocol (V2), independent of their encoding. All
 * types are immutable.
 */
@NullMarked
package dev.ponder.api.serving.tensor;

import org.jspecify.annotations.NullMarked;
