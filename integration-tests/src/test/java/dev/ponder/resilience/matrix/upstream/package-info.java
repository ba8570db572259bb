/** An upstream on bare sockets, whose scripts decide on every byte, its border and its moment. */
package dev.ponder.resilience.matrix.upstream;
