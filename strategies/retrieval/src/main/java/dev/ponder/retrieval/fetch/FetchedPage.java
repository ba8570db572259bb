package dev.ponder.retrieval.fetch;

import java.net.URI;
import java.time.Instant;

/**
 * The text of a page. It was written by strangers: a prompt shows it only inside a fence. Immutable.
 *
 * @param url where the page was found, after redirections, without a fragment; its canonical URL if it names one on the same server
 * @param title the title in one line; empty if the page has none
 * @param markdown the main text as Markdown; of a text or JSON file the file
 * @param fetched when the page was read from its server
 * @param bytes the size of the page after decompression
 */
public record FetchedPage(URI url, String title, String markdown, Instant fetched, int bytes) {}
