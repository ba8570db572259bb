package dev.ponder.retrieval.page;

import java.net.URI;
import java.nio.charset.StandardCharsets;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** Reads documents of all kinds that have a text. Takes time in proportion to their size. Thread-safe. */
public final class PageReader {

    /**
     * The text of a document.
     *
     * @param body the bytes of the document
     * @param contentType the header {@code Content-Type}; empty if there is none
     * @param base the URL of the document, against which its links are resolved
     */
    public PageText read(byte[] body, String contentType, URI base) {
        String text = new String(body, StandardCharsets.UTF_8);
        if (!contentType.contains("html")) {
            return new PageText("", text);
        }
        Document document = Jsoup.parse(text, base.toString());
        return new PageText(document.title(), document.wholeText());
    }
}
