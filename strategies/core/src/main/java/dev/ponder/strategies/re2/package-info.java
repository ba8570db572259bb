/**
 * Re-reading: the prompt contains the question twice, so that a model that reads from left to right knows all of it
 * when it reads it again.
 *
 * @see <a href="https://arxiv.org/abs/2309.06275">Re-Reading Improves Reasoning in Large Language Models</a>
 */
@NullMarked
package dev.ponder.strategies.re2;

import org.jspecify.annotations.NullMarked;
