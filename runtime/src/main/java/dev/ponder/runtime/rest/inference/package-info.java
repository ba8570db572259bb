/**
 * What all protocols share: reading requests, answering them by the engine or by a relay, and the interface that encodes
 * answers. Depends on no protocol.
 */
@NullMarked
package dev.ponder.runtime.rest.inference;

import org.jspecify.annotations.NullMarked;
