/** KServe's protocols: V1, the Open Inference Protocol (V2) with its generate extension, and the model repository. */
@NullMarked
package dev.ponder.runtime.rest.kserve;

import org.jspecify.annotations.NullMarked;
