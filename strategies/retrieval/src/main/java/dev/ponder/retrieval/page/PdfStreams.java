package dev.ponder.retrieval.page;

import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Checks how large the compressed streams of a PDF file become, before a library decompresses them into memory: once, or twice when
 * the compressed data is compressed again. Takes time in proportion to the limits.
 */
final class PdfStreams {

    private static final byte[] STREAM = "stream".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ENCRYPT = "/Encrypt".getBytes(StandardCharsets.US_ASCII);
    private static final long MAX_STREAM = 64L * 1024 * 1024;
    private static final long MAX_TOTAL = 512L * 1024 * 1024;
    private static final int CHUNK = 16 * 1024;

    private final byte[] file;
    private long total;

    private PdfStreams(byte[] file) {
        this.file = file;
    }

    /**
     * Checks a file.
     *
     * @throws UnreadableDocument if a stream is too large, or all are, or encryption hides how large they are
     */
    static void check(byte[] file) {
        if (indexOf(file, ENCRYPT, 0) >= 0) {
            throw new UnreadableDocument("the PDF file is encrypted");
        }
        var streams = new PdfStreams(file);
        for (int at = indexOf(file, STREAM, 0); at >= 0; at = indexOf(file, STREAM, at + STREAM.length)) {
            streams.checkStream(at + STREAM.length);
        }
    }

    private void checkStream(int after) {
        int begin = after;
        while (begin < file.length && begin < after + 2 && (file[begin] == '\r' || file[begin] == '\n')) {
            begin++;
        }
        if (begin == after || !isZlib(file, begin)) {
            return;
        }
        var outer = new Inflater();
        var inner = new Inflater();
        try {
            outer.setInput(file, begin, file.length - begin);
            inflate(outer, inner);
        } catch (DataFormatException notCompressed) {
            // What was decompressed before is counted
        } finally {
            outer.end();
            inner.end();
        }
    }

    /** Decompresses the data, and decompresses the result again if it looks compressed. */
    private void inflate(Inflater outer, Inflater inner) throws DataFormatException {
        byte[] once = new byte[CHUNK];
        byte[] twice = new byte[CHUNK];
        long[] sizes = new long[2];
        boolean first = true;
        boolean again = false;
        for (int n = outer.inflate(once); n > 0; n = outer.inflate(once)) {
            sizes[0] = count(sizes[0], n);
            again = first ? n > 1 && isZlib(once, 0) : again;
            first = false;
            if (again) {
                inner.setInput(once, 0, n);
                try {
                    for (int m = inner.inflate(twice); m > 0; m = inner.inflate(twice)) {
                        sizes[1] = count(sizes[1], m);
                    }
                } catch (DataFormatException notCompressed) {
                    again = false;
                }
            }
        }
    }

    private long count(long size, int more) {
        total += more;
        if (size + more > MAX_STREAM || total > MAX_TOTAL) {
            throw new UnreadableDocument("the PDF file is too large after decompression");
        }
        return size + more;
    }

    private static boolean isZlib(byte[] data, int at) {
        return at + 1 < data.length && (data[at] & 0x0f) == 8 && ((data[at] & 0xff) << 8 | data[at + 1] & 0xff) % 31 == 0;
    }

    private static int indexOf(byte[] data, byte[] word, int from) {
        for (int i = from; i <= data.length - word.length; i++) {
            int j = 0;
            while (j < word.length && data[i + j] == word[j]) {
                j++;
            }
            if (j == word.length) {
                return i;
            }
        }
        return -1;
    }
}
