/** What the benchmarks and the evaluation share: child processes, their addresses, tables and plots. */
@NullMarked
package dev.ponder.harness;

import org.jspecify.annotations.NullMarked;
