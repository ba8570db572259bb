/** A relay that does nothing else, as a control for the benchmarks. */
@org.jspecify.annotations.NullMarked
package dev.ponder.benchmarks.relay;
