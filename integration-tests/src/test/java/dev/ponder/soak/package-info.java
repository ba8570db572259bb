/** Minutes of load on the packaged server, which must return to its initial use of memory and sockets. */
package dev.ponder.soak;
