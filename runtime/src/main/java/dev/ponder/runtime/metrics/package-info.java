/** Facts about calls and requests, for those who count them. */
@NullMarked
package dev.ponder.runtime.metrics;

import org.jspecify.annotations.NullMarked;
