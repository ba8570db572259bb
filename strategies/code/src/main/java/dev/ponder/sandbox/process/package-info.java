/**
 * Interpreters in processes of their own: started, limited in number, given programs, killed. What isolates a process is the business
 * of the command that starts it.
 */
@NullMarked
package dev.ponder.sandbox.process;

import org.jspecify.annotations.NullMarked;
