package dev.ponder.retrieval.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageReaderTest {

    private static final String TEXT = "Größe: 5 €";

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "UTF-8        | text/plain                          | ",
            "UTF-8        | text/plain; charset=utf-8           | ",
            "windows-1252 | text/plain                          | ",
            "windows-1252 | text/plain; charset=ISO-8859-1      | ",
            "ISO-8859-15  | text/plain; charset=\"iso-8859-15\" | ",
            "UTF-16LE     | text/plain                          | \ufeff",
            "UTF-16BE     | text/plain; charset=utf-8           | \ufeff",
            "UTF-8        | text/plain; charset=iso-8859-1      | \ufeff",
            "UTF-8        | text/plain; charset=nonsense        | ",
            "ISO-8859-15  | text/html                           | <meta charset=iso-8859-15>",
            "ISO-8859-15  | text/html                           | <meta http-equiv='Content-Type' content='text/html; charset=iso-8859-15'>",
            "UTF-8        | text/html                           | <meta charset=utf-16>",
            "ISO-8859-15  | application/xhtml+xml               | <?xml version='1.0' encoding='iso-8859-15'?>"})
    void detectsTheCharset(String charset, String type, String before) {
        byte[] body = ((before == null ? "" : before) + TEXT).getBytes(Charset.forName(charset));

        assertThat(read(body, type)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "text/csv", "application/json", "application/ld+json; charset=utf-8", "application/xml",
            "application/rss+xml", "text/x-python", ""})
    void keepsTextsAsTheyAre(String type) {
        assertThat(read("{\"a\": [1, <b>]}\n  x".getBytes(StandardCharsets.UTF_8), type)).isEqualTo("{\"a\": [1, <b>]}\n  x");
    }

    @Test
    void looksAtTheFirstBytesIfTheServerNamesNoType() {
        assertThat(read("<!DOCTYPE HTML><p>a</p>".getBytes(StandardCharsets.UTF_8), "application/octet-stream")).isEqualTo("a");
        assertThat(read("a,b".getBytes(StandardCharsets.UTF_8), "application/octet-stream")).isEqualTo("a,b");
        assertThatThrownBy(() -> read(new byte[]{'P', 'K', 3, 4, 0, 1}, ""))
                .isInstanceOf(UnreadableDocument.class).hasMessage("not a page, text or PDF file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "image/svg+xml", "application/zip", "audio/mpeg", "application/x-msdownload", "font/woff"})
    void rejectsWhatHasNoText(String type) {
        assertThatThrownBy(() -> read("x".getBytes(StandardCharsets.UTF_8), type)).isInstanceOf(UnreadableDocument.class);
    }

    private static String read(byte[] body, String type) {
        return new PageReader(10).read(body, type, URI.create("https://example.org/")).markdown();
    }
}
