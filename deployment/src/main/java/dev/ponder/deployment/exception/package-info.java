/** Validation errors at build time. Each names the class and what was expected. */
@NullMarked
package dev.ponder.deployment.exception;

import org.jspecify.annotations.NullMarked;
