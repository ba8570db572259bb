/**
 * Round-trip optimization: a program is described, programs are written from the description alone, and what differs shows
 * what was unclear or wrong.
 *
 * <p>Round-trip correctness (arXiv:2402.08699) and Patched RTC (arXiv:2407.16557) measure models in this way; here the round
 * trip improves an answer. Equivalence is decided by tokens first and by a model else. The round trip alone confirms a wrong
 * program that is described faithfully. Therefore the description, whose author never saw the request, is compared with the
 * request as well, as in self-debugging by explanation (arXiv:2304.05128).
 */
@NullMarked
package dev.ponder.strategies.rto;

import org.jspecify.annotations.NullMarked;
