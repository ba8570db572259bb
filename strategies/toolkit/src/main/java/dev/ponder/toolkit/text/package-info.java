/** Texts of models and clients, shortened so that they fit into a prompt. */
@NullMarked
package dev.ponder.toolkit.text;

import org.jspecify.annotations.NullMarked;
