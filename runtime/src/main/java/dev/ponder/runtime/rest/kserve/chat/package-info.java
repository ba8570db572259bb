/** Models that converse, strategies above all, behind KServe's protocols. */
@NullMarked
package dev.ponder.runtime.rest.kserve.chat;

import org.jspecify.annotations.NullMarked;
