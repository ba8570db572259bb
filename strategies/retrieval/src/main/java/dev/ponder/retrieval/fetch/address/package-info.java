/** Which network addresses are public. */
@NullMarked
package dev.ponder.retrieval.fetch.address;

import org.jspecify.annotations.NullMarked;
