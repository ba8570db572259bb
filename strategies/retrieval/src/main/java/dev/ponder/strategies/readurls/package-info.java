/** Reads the pages behind the links of a question, and shows them to the model as documents. */
@NullMarked
package dev.ponder.strategies.readurls;

import org.jspecify.annotations.NullMarked;
