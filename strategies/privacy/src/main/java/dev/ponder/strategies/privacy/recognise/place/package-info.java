/**
 * Postal addresses.
 */
@NullMarked
package dev.ponder.strategies.privacy.recognise.place;

import org.jspecify.annotations.NullMarked;
