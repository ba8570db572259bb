/** Requests and responses of V2 with tensors: JSON, and the binary tensor data extension. */
@NullMarked
package dev.ponder.runtime.rest.kserve.tensor;

import org.jspecify.annotations.NullMarked;
