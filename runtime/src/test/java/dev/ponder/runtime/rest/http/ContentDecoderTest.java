package dev.ponder.runtime.rest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.error.InferenceException;
import dev.ponder.api.error.RequestException;
import io.vertx.core.buffer.Buffer;

class ContentDecoderTest {

    private static final int LIMIT = 1_000_000;
    private static final byte[] JSON = "{\"model\":\"m\",\"text\":\"gr\u00fc\u00df dich\"}"
            .getBytes(StandardCharsets.UTF_8);

    @Test
    void decodesEachCodingAndListsOfThem() {
        byte[] text = new byte[70_000];
        new Random(1).nextBytes(text);

        assertThat(decode(gzip(text), "gzip")).isEqualTo(text);
        assertThat(decode(zlib(text, false), "deflate")).isEqualTo(text);
        assertThat(decode(zlib(text, true), "deflate")).isEqualTo(text);
        assertThat(decode(gzip(zlib(text, false)), "deflate", "gzip")).isEqualTo(text);
        assertThat(decode(gzip(gzip(gzip(text))), "gzip", "x-gzip", "gzip")).isEqualTo(text);
    }

    @Test
    void joinsTheMembersOfAGzipBody() {
        assertThat(decode(joined(gzip(JSON), joined(gzip(new byte[0]), gzip(JSON))), "gzip"))
                .isEqualTo(joined(JSON, JSON));
    }

    @Test
    void anEmptyBodyStaysEmpty() {
        assertThat(decode(new byte[0], "gzip")).isEmpty();
        assertThat(decode(new byte[0], "deflate")).isEmpty();
        assertThat(decode(gzip(new byte[0]), "gzip")).isEmpty();
        assertThat(decode(zlib(new byte[0], false), "deflate")).isEmpty();
    }

    @Test
    void rejectsTruncatedData() {
        for (byte[] whole : List.of(gzip(JSON), gzip(gzip(JSON)))) {
            for (int length = 1; length < whole.length; length++) {
                fails(Arrays.copyOf(whole, length), 400, "it ends early", "gzip");
            }
        }
        byte[] whole = zlib(JSON, false);
        for (int length = 1; length < whole.length; length++) {
            fails(Arrays.copyOf(whole, length), 400, "it ends early", "deflate");
        }
    }

    @Test
    void rejectsDataOfAnotherFormat() {
        fails(JSON, 400, "body: not valid gzip data: Not in GZIP format", "gzip");
        fails(JSON, 400, "body: not valid deflate data", "deflate");
        fails(zlib(JSON, false), 400, "body: not valid gzip data: Not in GZIP format", "gzip");
    }

    @Test
    void rejectsAWrongChecksumOrSize() {
        byte[] body = gzip(JSON);
        for (int at = body.length - 8; at < body.length; at++) {
            byte[] changed = body.clone();
            changed[at] ^= 1;
            fails(changed, 400, "Corrupt GZIP trailer", "gzip");
        }
    }

    @Test
    void neverDecodesAChangedBodyToAnotherText() {
        byte[] body = gzip(JSON);
        for (int at = 10; at < body.length; at++) {
            byte[] changed = body.clone();
            changed[at] ^= 0x11;
            assertThatThrownBy(() -> decode(changed, "gzip")).as("byte %d", at)
                    .isInstanceOf(RequestException.class);
        }
    }

    @Test
    void limitsTheDecodedSize() {
        byte[] bomb = gzip(new byte[50_000_000]);
        fails(bomb, 413, "more than 1000000 bytes when decoded", "gzip");
        fails(gzip(bomb), 413, "more than 1000000 bytes when decoded", "gzip", "gzip");
        fails(zlib(new byte[LIMIT + 1], true), 413, "ponder.limits.max-body-size", "deflate");
        assertThat(decode(gzip(new byte[LIMIT]), "gzip")).hasSize(LIMIT);
    }

    /** Empty members decode to nothing, so the limit of the outer coding stops them. */
    @Test
    void limitsWhatEveryCodingDecodesTo() {
        byte[] empty = gzip(new byte[0]);
        var members = new ByteArrayOutputStream();
        while (members.size() <= LIMIT) {
            members.writeBytes(empty);
        }
        fails(gzip(members.toByteArray()), 413, "more than 1000000 bytes when decoded", "gzip", "gzip");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"gzip|[gzip]", "GZIP , Deflate|[gzip, deflate]", "identity|[]", "''|[]",
            "identity, x-gzip,|[x-gzip]"})
    void readsTheHeader(String header, String codings) {
        assertThat(ContentDecoder.codings(List.of(header))).hasToString(codings);
        assertThat(ContentDecoder.codings(List.of("gzip", header)).get(0)).isEqualTo("gzip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "gzip, br", "compress", "gzip;q=1", "utf-8", "gzip,gzip,gzip,gzip"})
    void refusesOtherCodings(String header) {
        assertThatThrownBy(() -> ContentDecoder.codings(List.of(header)))
                .isInstanceOfSatisfying(RequestException.class, refused -> {
                    assertThat(refused.status()).isEqualTo(415);
                    assertThat(refused.headers()).containsEntry("Accept-Encoding", "gzip, deflate");
                }).hasMessageStartingWith("Content-Encoding: ");
    }

    private static void fails(byte[] body, int status, String message, String... codings) {
        assertThatThrownBy(() -> decode(body, codings)).hasMessageContaining(message)
                .extracting(failure -> ((InferenceException) failure).status()).isEqualTo(status);
    }

    private static byte[] decode(byte[] body, String... codings) {
        return new ContentDecoder(List.of(codings), LIMIT).decode(Buffer.buffer(body)).getBytes();
    }

    private static byte[] gzip(byte[] text) {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] zlib(byte[] text, boolean raw) {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(bytes, new Deflater(6, raw))) {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
