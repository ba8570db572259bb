/** Who may use the server: clients, their API keys, permissions and limits. */
@NullMarked
package dev.ponder.runtime.security;

import org.jspecify.annotations.NullMarked;
