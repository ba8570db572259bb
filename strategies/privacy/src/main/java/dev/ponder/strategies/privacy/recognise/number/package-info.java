/**
 * Numbers of cards, accounts, persons and telephones, with their checksums.
 */
@NullMarked
package dev.ponder.strategies.privacy.recognise.number;

import org.jspecify.annotations.NullMarked;
