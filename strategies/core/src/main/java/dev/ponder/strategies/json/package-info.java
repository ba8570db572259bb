/**
 * Structured output: the answer is JSON that conforms to the request's schema. The upstream enforces the schema where it can
 * (grammar-constrained decoding, arXiv:2307.09702); every reply is validated, and the model corrects what does not conform.
 *
 * @see <a href="https://arxiv.org/abs/2307.09702">Efficient Guided Generation for Large Language Models</a>
 */
@NullMarked
package dev.ponder.strategies.json;

import org.jspecify.annotations.NullMarked;
