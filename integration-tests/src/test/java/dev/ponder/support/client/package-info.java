/** Clients of the server: one that reads what is on the wire, and one that leaves at an exact moment. */
package dev.ponder.support.client;
