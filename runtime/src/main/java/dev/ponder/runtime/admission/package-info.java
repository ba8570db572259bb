/** Who may begin now, who waits, and who is turned away. */
@NullMarked
package dev.ponder.runtime.admission;

import org.jspecify.annotations.NullMarked;
