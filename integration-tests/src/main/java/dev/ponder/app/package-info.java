/** Settings of the application under test that the product does not have. */
@NullMarked
package dev.ponder.app;

import org.jspecify.annotations.NullMarked;
