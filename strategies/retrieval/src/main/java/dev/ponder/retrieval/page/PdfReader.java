package dev.ponder.retrieval.page;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.List;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.text.PDFTextStripper;

/** Reads the text of a PDF file, of a bounded number of pages and in bounded time. Loads nothing else and runs no scripts. */
final class PdfReader {

    private static final long TIMEOUT = Duration.ofSeconds(10).toNanos();
    private static final int MAX_CHARACTERS = 4_000_000;
    private static final long MAX_MEMORY = 128L * 1024 * 1024;

    private PdfReader() {
    }

    /** Stops at a limit of time or size: a small file can contain a program that draws for hours. */
    private static final class BoundedStripper extends PDFTextStripper {

        private final long end = System.nanoTime() + TIMEOUT;

        @Override
        protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
            if (System.nanoTime() - end > 0) {
                throw new LimitReached();
            }
            super.processOperator(operator, operands);
        }
    }

    private static final class BoundedWriter extends StringWriter {

        @Override
        public void write(String text) {
            if (getBuffer().length() + text.length() > MAX_CHARACTERS) {
                throw new LimitReached();
            }
            super.write(text);
        }
    }

    private static final class LimitReached extends RuntimeException {

        private static final long serialVersionUID = 1L;

        LimitReached() {
            super("limit", null, false, false);
        }
    }

    static PageText read(byte[] body, int maxPages) {
        PdfStreams.check(body);
        try (PDDocument document = Loader.loadPDF(body, "", null, null,
                MemoryUsageSetting.setupMainMemoryOnly(MAX_MEMORY).streamCache)) {
            var text = new BoundedWriter();
            boolean whole = write(document, maxPages, text);
            String title = document.getDocumentInformation().getTitle();
            return new PageText(title == null ? "" : title, text.toString().strip() + (whole ? "" : "\n\n[The file continues]"), "");
        } catch (InvalidPasswordException encrypted) {
            throw new UnreadableDocument("the PDF file is encrypted");
        } catch (IOException | RuntimeException | StackOverflowError malformed) {
            throw new UnreadableDocument("the PDF file is malformed");
        }
    }

    /** Whether all text was written. */
    private static boolean write(PDDocument document, int maxPages, Writer text) throws IOException {
        var stripper = new BoundedStripper();
        stripper.setSortByPosition(false);
        stripper.setLineSeparator("\n");
        stripper.setParagraphEnd("\n");
        stripper.setEndPage(maxPages);
        try {
            stripper.writeText(document, text);
        } catch (LimitReached limit) {
            return false;
        }
        return document.getNumberOfPages() <= maxPages;
    }
}
