/**
 * Texts of clients and models in prompts: shortened to fit, and marked as data inside a {@link dev.ponder.api.Fence}.
 * Depends on {@code dev.ponder.api} alone.
 */
@NullMarked
package dev.ponder.toolkit.text;

import org.jspecify.annotations.NullMarked;
