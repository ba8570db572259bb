/** Counts tokens without a call to the upstream. Depends on the JDK and jtokkit alone. */
@NullMarked
package dev.ponder.retrieval.token;

import org.jspecify.annotations.NullMarked;
