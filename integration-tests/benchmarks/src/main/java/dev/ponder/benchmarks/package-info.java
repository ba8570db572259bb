/** Measures the packaged server beside nginx, HAProxy and a bare relay. */
@org.jspecify.annotations.NullMarked
package dev.ponder.benchmarks;
