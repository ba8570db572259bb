/** The text of HTML pages, PDF files and other documents, as Markdown. */
@NullMarked
package dev.ponder.retrieval.page;

import org.jspecify.annotations.NullMarked;
