/**
 * The solver process: a Java program that reads one script, solves it with Z3, checks the result and ends. Only these classes use the
 * native library, and the server never loads them.
 */
@NullMarked
package dev.ponder.strategies.z3.child;

import org.jspecify.annotations.NullMarked;
