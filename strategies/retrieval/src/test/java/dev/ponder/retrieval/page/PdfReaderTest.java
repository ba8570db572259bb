package dev.ponder.retrieval.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PdfReaderTest {

    @Test
    void readsTheTextAndTheTitle() throws IOException {
        try (PDDocument document = document("Page one.", "Page two.")) {
            document.getDocumentInformation().setTitle("A paper");

            PageText text = read(bytes(document), 10);

            assertThat(text.title()).isEqualTo("A paper");
            assertThat(text.markdown()).containsSubsequence("Page one.", "Page two.").doesNotContain("continues");
        }
    }

    @Test
    void readsSoManyPages() throws IOException {
        try (PDDocument document = document("one", "two", "three")) {
            assertThat(read(bytes(document), 2).markdown()).containsSubsequence("one", "two", "[The file continues]")
                    .doesNotContain("three");
        }
    }

    @Test
    void readsNoFileIfTheOperatorDoesNotWantIt() throws IOException {
        try (PDDocument document = document("one")) {
            byte[] bytes = bytes(document);

            assertThatThrownBy(() -> read(bytes, 0)).hasMessage("PDF files are not read");
        }
    }

    @Test
    void rejectsAnEncryptedFile() throws IOException {
        try (PDDocument document = document("secret")) {
            document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            byte[] bytes = bytes(document);

            assertThatThrownBy(() -> read(bytes, 10)).hasMessage("the PDF file is encrypted");
        }
    }

    @Test
    void rejectsAMalformedFile() {
        assertThatThrownBy(() -> read("%PDF-1.4 nothing".getBytes(StandardCharsets.US_ASCII), 10))
                .isInstanceOf(UnreadableDocument.class);
    }

    /** The same file with less data is read, so that it is the size that is rejected. */
    @Test
    void rejectsAStreamThatBecomesTooLarge() throws IOException {
        assertThat(read(withContent(deflated(repeated(1))), 10).markdown()).contains("bomb");

        assertThatThrownBy(() -> read(withContent(deflated(repeated(10_000_000))), 10))
                .hasMessage("the PDF file is too large after decompression");
        assertThatThrownBy(() -> PdfStreams.check(withContent(deflated(deflated(repeated(10_000_000))))))
                .hasMessage("the PDF file is too large after decompression");
    }

    /** Text operators that never end. */
    private static byte[] repeated(int times) {
        return ("BT /F1 12 Tf (bomb) Tj ET\n" + " ".repeat(10).repeat(times)).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] deflated(byte[] data) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(out, new Deflater(9))) {
            deflater.write(data);
        }
        return out.toByteArray();
    }

    /** A file whose page has this compressed content. */
    private static byte[] withContent(byte[] content) throws IOException {
        var out = new ByteArrayOutputStream();
        out.writeBytes(("""
                %%PDF-1.4
                1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
                2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
                3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources <</Font <</F1
                <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> >> >> >> endobj
                4 0 obj <</Filter /FlateDecode /Length %d>>
                stream
                """.formatted(content.length)).getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(content);
        out.writeBytes("\nendstream endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static PDDocument document(String... pages) throws IOException {
        var document = new PDDocument();
        for (String text : pages) {
            var page = new PDPage();
            document.addPage(page);
            try (var content = new PDPageContentStream(document, page)) {
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                content.newLineAtOffset(50, 700);
                content.showText(text);
                content.endText();
            }
        }
        return document;
    }

    private static byte[] bytes(PDDocument document) throws IOException {
        var out = new ByteArrayOutputStream();
        document.save(out);
        return out.toByteArray();
    }

    private static PageText read(byte[] body, int maxPages) {
        return new PageReader(maxPages).read(body, "application/pdf", URI.create("https://example.org/a.pdf"));
    }
}
