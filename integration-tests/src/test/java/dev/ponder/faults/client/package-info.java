/** A client on a bare socket: it sends what no library would, reads as slowly as it likes, and leaves when it likes. */
package dev.ponder.faults.client;
