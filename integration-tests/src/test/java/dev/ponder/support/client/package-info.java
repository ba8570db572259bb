/** HTTP clients of the server under test, and the requests and responses they send and receive. */
package dev.ponder.support.client;
