/**
 * A safe fetcher for pages of the web. Clients, models and pages choose the addresses, so each one is checked before a
 * connection is opened, also after redirections, and the connection goes to the checked address.
 */
@NullMarked
package dev.ponder.retrieval.fetch;

import org.jspecify.annotations.NullMarked;
