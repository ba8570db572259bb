/**
 * Keys, tokens, passwords and addresses of cryptocurrencies.
 */
@NullMarked
package dev.ponder.strategies.privacy.recognise.secret;

import org.jspecify.annotations.NullMarked;
