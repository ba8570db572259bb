/**
 * Web search: a model call decides whether the question needs a search and writes the queries, search engines are asked in
 * parallel, the best pages are read, and the model answers from the results, with citations.
 */
@NullMarked
package dev.ponder.strategies.web_search;

import org.jspecify.annotations.NullMarked;
