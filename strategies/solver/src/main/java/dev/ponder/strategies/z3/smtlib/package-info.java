/** The subset of SMT-LIB 2.6 that a model may write, read and validated before a solver sees it. */
@NullMarked
package dev.ponder.strategies.z3.smtlib;

import org.jspecify.annotations.NullMarked;
