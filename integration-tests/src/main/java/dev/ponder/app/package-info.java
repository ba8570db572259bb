/** What the application under test can do beyond the product. */
@NullMarked
package dev.ponder.app;

import org.jspecify.annotations.NullMarked;
