/** Who talks to models: the door to one model server, its registry, and what every door has in common. */
@NullMarked
package dev.ponder.runtime.upstream;

import org.jspecify.annotations.NullMarked;
