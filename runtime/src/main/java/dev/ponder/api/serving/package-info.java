/**
 * The API of served models: models in the server's process for KServe's V1 and V2 protocols, and for OpenAI's chat, text
 * completions, embeddings and rerank.
 */
@NullMarked
package dev.ponder.api.serving;

import org.jspecify.annotations.NullMarked;
