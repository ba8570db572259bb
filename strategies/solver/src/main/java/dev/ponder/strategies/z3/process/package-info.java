/** The solver in processes of its own: started, limited, killed, and what it finds. */
@NullMarked
package dev.ponder.strategies.z3.process;

import org.jspecify.annotations.NullMarked;
