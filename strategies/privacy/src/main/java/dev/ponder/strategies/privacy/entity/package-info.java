/**
 * What recognisers find in a text.
 */
@NullMarked
package dev.ponder.strategies.privacy.entity;

import org.jspecify.annotations.NullMarked;
