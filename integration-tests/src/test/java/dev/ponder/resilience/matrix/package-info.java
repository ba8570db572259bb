/** The fault matrix: all faults of upstreams and clients, in each mode. {@code docs/fault-matrix.md} lists the outcomes. */
package dev.ponder.resilience.matrix;
