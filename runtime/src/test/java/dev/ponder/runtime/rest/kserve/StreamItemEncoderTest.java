package dev.ponder.runtime.rest.kserve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.ponder.api.error.ModelException;
import dev.ponder.api.serving.StreamFormat;
import io.vertx.core.buffer.Buffer;

class StreamItemEncoderTest {

    private static final ItemJsonWriter JSON = new ItemJsonWriter(new ObjectMapper());
    private static final ModelException BROKEN = ModelException.failed("a \"quoted\"\nline", null);

    @Test
    void isChosenByTheFirstItemAndStaysSo() {
        StreamItemEncoder texts = chosen();
        assertThat(text(texts, "a")).isEqualTo("a");
        assertThat(texts.contentType()).isEqualTo("text/plain; charset=utf-8");
        assertThat(text(texts, Map.of("n", 1))).isEqualTo("{\"n\":1}\n");
        assertThat(text(texts, Buffer.buffer("b"))).isEqualTo("b");

        StreamItemEncoder objects = chosen();
        assertThat(text(objects, Map.of("n", 1))).isEqualTo("{\"n\":1}\n");
        assertThat(objects.contentType()).isEqualTo("application/x-ndjson");
        assertThat(text(objects, "a\nb")).isEqualTo("\"a\\nb\"\n");

        StreamItemEncoder bytes = chosen();
        assertThat(bytes.encode(new byte[]{1, -1}).getBytes()).containsExactly(1, -1);
        assertThat(bytes.contentType()).isEqualTo("application/octet-stream");
    }

    @Test
    void givesBytesAPlaceInJson() {
        StreamItemEncoder events = as(StreamFormat.SSE);

        assertThat(text(events, "h\u00e9".getBytes(StandardCharsets.UTF_8))).isEqualTo("data: \"h\u00e9\"\n\n");
        assertThat(text(events, new byte[]{-1})).isEqualTo("data: {\"b64\":\"/w==\"}\n\n");
        assertThat(text(events, Buffer.buffer(new byte[]{-1}))).isEqualTo("data: {\"b64\":\"/w==\"}\n\n");
    }

    @Test
    void endsAsItsFormCan() {
        assertThat(as(StreamFormat.SSE).failure(BROKEN))
                .hasToString("event: error\ndata: {\"error\":\"a \\\"quoted\\\"\\nline\"}\n\n");
        assertThat(as(StreamFormat.NDJSON).failure(BROKEN)).hasToString("{\"error\":\"a \\\"quoted\\\"\\nline\"}\n");
        assertThat(as(StreamFormat.RAW).failure(BROKEN)).isNull();
        assertThat(chosen().failure(BROKEN)).isNull();
        StreamItemEncoder objects = chosen();
        text(objects, 1);
        assertThat(objects.failure(BROKEN)).isNotNull();
    }

    @Test
    void hasSignsOfLifeForEventsAlone() {
        assertThat(as(StreamFormat.SSE).keepAlive()).hasToString(": keep-alive\n\n");
        assertThat(as(StreamFormat.NDJSON).keepAlive()).isNull();
        assertThat(as(StreamFormat.RAW).keepAlive()).isNull();
        assertThat(chosen().keepAlive()).isNull();
    }

    @Test
    void writesAnArrayForClientsOfJsonAlone() {
        StreamItemEncoder array = StreamItemEncoder.ofArray(JSON);

        assertThat(array.contentType()).isEqualTo("application/json");
        assertThat(array.end()).hasToString("[]");
        assertThat(text(array, "a\n") + text(array, 1) + text(array, new byte[]{'b'}) + array.end())
                .isEqualTo("[\"a\\n\",1,\"b\"]");
        assertThat(array.failure(BROKEN)).isNull();
        assertThat(array.keepAlive()).isNull();
    }

    @Test
    void writesNothingAfterOtherStreams() {
        assertThat(as(StreamFormat.SSE).end().length() + as(StreamFormat.NDJSON).end().length()
                + chosen().end().length()).isZero();
    }

    private static StreamItemEncoder chosen() {
        return new StreamItemEncoder(Optional.empty(), JSON);
    }

    private static StreamItemEncoder as(StreamFormat format) {
        return new StreamItemEncoder(Optional.of(format), JSON);
    }

    private static String text(StreamItemEncoder encoder, Object item) {
        return encoder.encode(item).toString();
    }
}
