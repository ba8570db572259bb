package dev.ponder.runtime.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.buffer.Buffer;

class ResponseDecoderTest {

    private static final byte[] TEXT = "{\"choices\": \"é\"} ".repeat(5000)
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);

    static byte[] encoded(String coding, byte[] text) {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream out = switch (coding) {
            case "gzip" -> new GZIPOutputStream(bytes);
            case "zlib" -> new DeflaterOutputStream(bytes);
            default -> new DeflaterOutputStream(bytes, new Deflater(9, true));
        }) {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Buffer decoded(ResponseDecoder decoder, byte[] bytes, int piece) {
        Buffer all = Buffer.buffer();
        for (int i = 0; i < bytes.length; i += piece) {
            Buffer part = Buffer.buffer(Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + piece)));
            decoder.decode(part).forEach(all::appendBuffer);
        }
        decoder.end();
        decoder.close();
        return all;
    }

    @ParameterizedTest
    @CsvSource({"gzip,gzip", "X-GZIP,gzip", "deflate,zlib", "deflate,raw"})
    void anySplitIsDecoded(String name, String coding) {
        for (int piece : new int[]{1, 2, 7, 1000, 1 << 20}) {
            assertThat(decoded(ResponseDecoder.of(name), encoded(coding, TEXT), piece).getBytes()).isEqualTo(TEXT);
            assertThat(decoded(ResponseDecoder.of(name), encoded(coding, new byte[0]), piece).length()).isZero();
        }
    }

    @Test
    void noBytesAreAnEmptyBody() {
        assertThat(decoded(ResponseDecoder.of("gzip"), new byte[0], 1).length()).isZero();
    }

    @Test
    void membersFollowEachOther() {
        byte[] member = encoded("gzip", TEXT);
        byte[] both = Arrays.copyOf(member, 2 * member.length + 3);
        System.arraycopy(member, 0, both, member.length, member.length);

        assertThat(decoded(ResponseDecoder.of("gzip"), both, 1000).length()).isEqualTo(2 * TEXT.length);
    }

    @Test
    void headerFieldsAreSkipped() {
        byte[] plain = encoded("gzip", TEXT);
        byte[] fields = {3, 0, 1, 2, 3, 'n', 0, 'c', 0, 9, 9};
        byte[] bytes = new byte[plain.length + fields.length];
        System.arraycopy(plain, 0, bytes, 0, 10);
        System.arraycopy(fields, 0, bytes, 10, fields.length);
        System.arraycopy(plain, 10, bytes, 10 + fields.length, plain.length - 10);
        bytes[3] = 4 | 8 | 16 | 2;

        assertThat(decoded(ResponseDecoder.of("gzip"), bytes, 1).getBytes()).isEqualTo(TEXT);
    }

    /** A stream is flushed after each event: what has arrived is decoded at once. */
    @Test
    void flushedBytesAreDecodedAtOnce() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var gzip = new GZIPOutputStream(bytes, true);
        var decoder = ResponseDecoder.of("gzip");
        for (String event : new String[]{"data: 1\n\n", "data: 2\n\n"}) {
            gzip.write(event.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            gzip.flush();
            Buffer all = Buffer.buffer();
            decoder.decode(Buffer.buffer(bytes.toByteArray())).forEach(all::appendBuffer);
            bytes.reset();

            assertThat(all).hasToString(event);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zlib", "raw"})
    void truncatedBytesAreAFault(String coding) {
        byte[] bytes = encoded(coding, TEXT);
        for (int length : new int[]{1, bytes.length / 2, bytes.length - 1}) {
            var decoder = ResponseDecoder.of(coding.equals("gzip") ? "gzip" : "deflate");
            assertThatThrownBy(() -> decoded(decoder, Arrays.copyOf(bytes, length), 64)).as("%d bytes", length)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"gzip,{\"choices\": []}", "deflate,{\"choices\": []}", "gzip,<html>"})
    void plainTextIsAFault(String coding, String text) {
        assertThatThrownBy(() -> decoded(ResponseDecoder.of(coding), text.getBytes(
                java.nio.charset.StandardCharsets.US_ASCII), 64)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aWrongChecksumIsAFault() {
        byte[] bytes = encoded("gzip", TEXT);
        bytes[bytes.length - 8] ^= 1;

        assertThatThrownBy(() -> decoded(ResponseDecoder.of("gzip"), bytes, 64)).hasMessageContaining("checksum");
    }

    @Test
    void noiseNeverHangs() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = encoded(i % 2 == 0 ? "gzip" : "zlib", TEXT);
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            try {
                decoded(ResponseDecoder.of(i % 2 == 0 ? "gzip" : "deflate"), bytes, 50);
            } catch (IllegalArgumentException fault) {
                assertThat(fault.getMessage()).isNotBlank();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "compress"})
    void anotherCodingIsUnknown(String coding) {
        assertThatThrownBy(() -> ResponseDecoder.of(coding)).isInstanceOf(IllegalArgumentException.class);
    }

    /** A megabyte of zeros is decoded when it is read, not when its thousand bytes arrive. */
    @Test
    void bytesAreDecodedOnDemand() {
        var pieces = ResponseDecoder.of("gzip").decode(Buffer.buffer(encoded("gzip", new byte[1 << 20]))).iterator();

        assertThat(pieces.next().length()).isEqualTo(16 * 1024);
    }
}
