package dev.ponder.retrieval.page;

import java.net.URI;
import java.util.regex.Pattern;

/** Reads documents of all kinds that have a text. Takes time in proportion to their size; for worker threads. Thread-safe. */
public final class PageReader {

    private static final int MAX_TITLE = 300;
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final int maxPdfPages;

    /**
     * A reader.
     *
     * @param maxPdfPages the maximum number of pages of a PDF file that are read; 0: no PDF file is read
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
        PageText text = switch (type) {
            case HTML -> HtmlReader.read(TextDecoder.decode(body, contentType), base);
            case PDF -> pdf(body);
            case TEXT -> new PageText("", TextDecoder.decode(body, contentType), "");
            case UNKNOWN, BINARY -> throw new UnreadableDocument("not a page, text or PDF file");
        };
        String visible = visible(text.markdown()).strip();
        if (visible.isEmpty()) {
            throw new UnreadableDocument("no text");
        }
        return new PageText(line(text.title()), visible, text.canonical());
    }

    private PageText pdf(byte[] body) {
        if (maxPdfPages <= 0) {
            throw new UnreadableDocument("PDF files are not read");
        }
        return PdfReader.read(body, maxPdfPages);
    }

    private static String line(String title) {
        String line = BLANKS.matcher(visible(title)).replaceAll(" ").strip();
        return line.length() <= MAX_TITLE ? line : line.substring(0, MAX_TITLE).strip() + "…";
    }

    /**
     * Without characters that people do not see, but models read: control characters, zero-width and bidirectional characters, and
     * Unicode's tags, in which instructions can be hidden.
     */
    private static String visible(String text) {
        var visible = new StringBuilder(text.length());
        text.codePoints().filter(PageReader::isVisible).forEach(visible::appendCodePoint);
        return visible.toString();
    }

    private static boolean isVisible(int c) {
        if (c < ' ' || c == 0x7f) {
            return c == '\n' || c == '\t';
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.UNASSIGNED -> false;
            // Joiners are part of scripts and emojis
            case Character.FORMAT -> c == 0x200c || c == 0x200d;
            default -> c < 0xe0000;
        };
    }
}
