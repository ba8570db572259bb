/**
 * System prompt learning: strategies for kinds of problems are written down, credited by the outcome of answers, and put
 * into the instructions of later requests of the same client. The idea is A. Karpathy's; counters instead of rewriting follow
 * Agentic Context Engineering (arXiv:2510.04618), and learning from judged outcomes ReasoningBank (arXiv:2509.25140).
 *
 * <p>A share of the learning requests is answered without strategies, so that strategies which help no more than nothing are
 * recognised. Strategies are chosen by the bounds of Wilson's interval.
 */
@NullMarked
package dev.ponder.strategies.spl;

import org.jspecify.annotations.NullMarked;
