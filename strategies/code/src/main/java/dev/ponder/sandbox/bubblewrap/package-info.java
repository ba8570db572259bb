/**
 * The system's Python in <a href="https://github.com/containers/bubblewrap">bubblewrap</a>: Linux namespaces without root, network and
 * foreign files.
 */
@NullMarked
package dev.ponder.sandbox.bubblewrap;

import org.jspecify.annotations.NullMarked;
