/** How the server goes: ready no more, then the streams under way, then the rest. */
@NullMarked
package dev.ponder.runtime.health;

import org.jspecify.annotations.NullMarked;
