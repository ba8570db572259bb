/**
 * Deep research by test-time diffusion (TTD-DR, arXiv:2507.16075): a report is drafted from notes about sources, gaps in the
 * draft lead to further searches, and each round revises the draft, until it is complete. The last call writes the report.
 *
 * <p>Notes carry the numbers of their sources and verbatim quotations from the beginning, and a note whose quotation is not
 * in its source is dropped, so that a citation leads to a text that exists. The paper's self-evolution of components is
 * left out.
 */
@NullMarked
package dev.ponder.strategies.deep_research;

import org.jspecify.annotations.NullMarked;
