package dev.ponder.retrieval.page;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** The kinds of documents, by the media type that their server names. */
public enum DocumentType {

    /** HTML and XHTML. */
    HTML,
    /** PDF. */
    PDF,
    /** Text, JSON, XML, source code: used as it is. */
    TEXT,
    /** The server does not name the type; the first bytes show whether it is one of the others. */
    UNKNOWN,
    /** Images, sounds, archives, programs: these have no text. */
    BINARY;

    private static final Set<String> TEXTS = Set.of("application/json", "application/xml", "application/x-ndjson",
            "application/yaml", "application/x-yaml", "application/toml", "application/javascript",
            "application/x-javascript", "application/ecmascript", "application/sql", "application/x-sh",
            "application/x-tex", "application/x-subrip", "application/graphql");
    private static final byte[] PDF_MARK = "%PDF-".getBytes(StandardCharsets.US_ASCII);
    private static final int BEGINNING = 1024;

    /**
     * The type that a header names.
     *
     * @param contentType the header {@code Content-Type}; empty if there is none
     */
    public static DocumentType of(String contentType) {
        int parameters = contentType.indexOf(';');
        String type = (parameters < 0 ? contentType : contentType.substring(0, parameters)).strip()
                .toLowerCase(Locale.ROOT);
        if (type.equals("text/html") || type.equals("application/xhtml+xml")) {
            return HTML;
        }
        if (type.equals("application/pdf") || type.equals("application/x-pdf")) {
            return PDF;
        }
        if (type.isEmpty() || type.equals("application/octet-stream") || type.equals("binary/octet-stream")) {
            return UNKNOWN;
        }
        return type.startsWith("text/") || type.endsWith("+json") || type.endsWith("+xml") && !type.startsWith("image/")
                || TEXTS.contains(type) ? TEXT : BINARY;
    }

    /** The type of a document whose server names none. */
    static DocumentType sniff(byte[] body) {
        byte[] begin = Arrays.copyOf(body, Math.min(body.length, BEGINNING));
        if (Arrays.equals(PDF_MARK, Arrays.copyOf(begin, Math.min(begin.length, PDF_MARK.length)))) {
            return PDF;
        }
        String text = new String(begin, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT).stripLeading();
        if (text.startsWith("<!doctype html") || text.startsWith("<html") || text.startsWith("<head")) {
            return HTML;
        }
        return text.chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f') ? BINARY : TEXT;
    }
}
