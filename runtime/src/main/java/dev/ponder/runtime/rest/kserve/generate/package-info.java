/** The generate extension of the Open Inference Protocol: texts from chat models, whole or as a stream. */
@NullMarked
package dev.ponder.runtime.rest.kserve.generate;

import org.jspecify.annotations.NullMarked;
