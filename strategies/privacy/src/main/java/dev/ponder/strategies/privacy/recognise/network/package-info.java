/**
 * Addresses of networks: mail, credentials in URLs, IP and MAC.
 */
@NullMarked
package dev.ponder.strategies.privacy.recognise.network;

import org.jspecify.annotations.NullMarked;
