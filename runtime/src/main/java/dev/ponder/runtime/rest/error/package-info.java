/** Failures as clients see them: one family of errors, told in the form that each protocol has for it. */
@NullMarked
package dev.ponder.runtime.rest.error;

import org.jspecify.annotations.NullMarked;
