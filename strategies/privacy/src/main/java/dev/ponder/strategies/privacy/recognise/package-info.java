/**
 * Finds personal data in a text: one pass with a trigger for each kind of entity, names, terms and custom patterns.
 */
@NullMarked
package dev.ponder.strategies.privacy.recognise;

import org.jspecify.annotations.NullMarked;
