package dev.ponder.retrieval.page;

import java.net.URI;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** Reads documents of all kinds that have a text. Takes time in proportion to their size. Thread-safe. */
public final class PageReader {

    private final int maxPdfPages;

    /**
     * A reader.
     *
     * @param maxPdfPages the maximum number of pages of a PDF file that are read
     */
    public PageReader(int maxPdfPages) {
        this.maxPdfPages = maxPdfPages;
    }

    /**
     * The text of a document.
     *
     * @param body the bytes of the document
     * @param contentType the header {@code Content-Type}; empty if there is none
     * @param base the URL of the document, against which its links are resolved
     * @throws UnreadableDocument if it has no text
     */
    public PageText read(byte[] body, String contentType, URI base) {
        DocumentType declared = DocumentType.of(contentType);
        DocumentType type = declared == DocumentType.UNKNOWN ? DocumentType.sniff(body) : declared;
        return switch (type) {
            case HTML -> html(TextDecoder.decode(body, contentType), base);
            case PDF -> throw new UnreadableDocument("TODO " + maxPdfPages);
            case TEXT -> new PageText("", TextDecoder.decode(body, contentType));
            case UNKNOWN, BINARY -> throw new UnreadableDocument("not a page, text or PDF file");
        };
    }

    private static PageText html(String text, URI base) {
        Document document = Jsoup.parse(text, base.toString());
        return new PageText(document.title(), document.wholeText());
    }
}
