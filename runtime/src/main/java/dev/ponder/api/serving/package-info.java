/**
 * What authors of served models import: models that clients reach by KServe's V1 and V2 protocols, and in-process
 * models that chat, complete, embed or rank.
 */
@NullMarked
package dev.ponder.api.serving;

import org.jspecify.annotations.NullMarked;
