package dev.ponder.runtime.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;

import org.junit.jupiter.api.Test;

import io.vertx.core.buffer.Buffer;

class BufferInputStreamTest {

    private final InputStream stream = new BufferInputStream(Buffer.buffer(new byte[]{1, -1, 3, 4, 5}));

    @Test
    void readsBytesAsUnsignedNumbersAndThenTheEnd() throws IOException {
        assertThat(stream.read()).isEqualTo(1);
        assertThat(stream.read()).isEqualTo(255);
        assertThat(stream.readAllBytes()).containsExactly(3, 4, 5);
        assertThat(stream.read()).isEqualTo(-1);
        assertThat(stream.read(new byte[2], 0, 2)).isEqualTo(-1);
    }

    @Test
    void readsPiecesIntoAnArray() throws IOException {
        byte[] target = new byte[6];

        assertThat(stream.read(target, 1, 3)).isEqualTo(3);
        assertThat(stream.available()).isEqualTo(2);
        assertThat(stream.read(target, 4, 2)).isEqualTo(2);
        assertThat(target).containsExactly(0, 1, -1, 3, 4, 5);
        assertThat(stream.read(target, 0, 0)).isZero();
    }
}
