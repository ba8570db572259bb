/**
 * Generative selection: a model compares all candidates in one prompt and selects the best.
 *
 * <p>After GenSelect (arXiv:2504.16891, 2507.17797): the comparison is repeated on the candidates in other orders, and
 * the selections vote for the answer of the selected candidate. Many candidates are compared in groups (a knockout
 * tournament). When the model finds no candidate right, a last call can write the answer from the best of them, as in
 * Recursive Self-Aggregation (arXiv:2509.26626).
 */
@NullMarked
package dev.ponder.strategies.genselect;

import org.jspecify.annotations.NullMarked;
