/**
 * Replaces personal data of a request by placeholders.
 */
@NullMarked
package dev.ponder.strategies.privacy.mask;

import org.jspecify.annotations.NullMarked;
