/** The requests and responses of V1 and V2 for chat models: instances, predictions and tensors of texts. */
@NullMarked
package dev.ponder.runtime.rest.kserve.chat;

import org.jspecify.annotations.NullMarked;
