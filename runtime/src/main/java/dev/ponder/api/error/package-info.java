/**
 * One family of errors; each type says its HTTP status, its OpenAI type and code, and whether a call may be tried
 * again.
 */
@NullMarked
package dev.ponder.api.error;

import org.jspecify.annotations.NullMarked;
