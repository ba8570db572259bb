/** Between tensors and their two wire forms: JSON, and JSON followed by binary data. */
@NullMarked
package dev.ponder.runtime.rest.kserve.tensor;

import org.jspecify.annotations.NullMarked;
