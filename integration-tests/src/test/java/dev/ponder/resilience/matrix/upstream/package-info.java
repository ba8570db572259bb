/** Scripts of faulty upstreams. */
package dev.ponder.resilience.matrix.upstream;
