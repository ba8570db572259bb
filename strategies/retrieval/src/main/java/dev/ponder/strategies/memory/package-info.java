/**
 * Writing in the Margins (arXiv:2408.14906): a long input is read page by page, notes about the question are written beside
 * each page, and the answer is written from the notes.
 *
 * <p>The paper reuses the cache of one model for the pages; over HTTP, the pages are read by parallel calls. As in the
 * paper, a note is written before it is decided whether the page is relevant. Quotes that do not occur in their page are
 * removed.
 */
@NullMarked
package dev.ponder.strategies.memory;

import org.jspecify.annotations.NullMarked;
