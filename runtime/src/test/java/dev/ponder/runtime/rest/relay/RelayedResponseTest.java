package dev.ponder.runtime.rest.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.runtime.config.StreamingConfig.KeepAliveForm;
import dev.ponder.runtime.upstream.RelayPart;
import io.vertx.core.buffer.Buffer;

class RelayedResponseTest {

    private static RelayedResponse behind(String bytes) {
        var response = new RelayedResponse(true, Optional.empty());
        response.take(new RelayPart.Head(200, Map.of("Content-Type", "text/event-stream")), false);
        response.take(new RelayPart.Bytes(Buffer.buffer(bytes)), false);
        return response;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "data: x\n\n", "data: x\r\n\r\n", "data: x\r\r", "data: x\r\n\r", "data: x\n\r\n"})
    void betweenEventsThereIsRoomForASignOfLife(String bytes) {
        assertThat(behind(bytes).signOfLife(KeepAliveForm.COMMENT)).hasToString(": keep-alive\n\n");
        assertThat(behind(bytes).separator().length()).isZero();
    }

    /** Most bytes of a text that is not English look negative. */
    @ParameterizedTest
    @ValueSource(strings = {"data: {\"content\":\"日本", "data: ab", "data: x\n", "data: x\r\n", "data: x\r"})
    void insideAnEventThereIsNone(String bytes) {
        assertThat(behind(bytes).signOfLife(KeepAliveForm.COMMENT).length()).isZero();
        assertThat(behind(bytes).separator()).hasToString("\n\n");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
            "chat.completion.chunk | `{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":null}`",
            "text_completion | `{\"index\":0,\"text\":\"\",\"logprobs\":null,\"finish_reason\":null}`"})
    void aChunkThatSaysNothingIsOfTheStreamsOwnKind(String object, String choice) {
        String identity = "{\"id\":\"x\",\"object\":\"" + object + "\",\"created\":7,\"model\":\"m\"";

        assertThat(behind("data: " + identity + ",\"choices\":[]}\n\n").signOfLife(KeepAliveForm.CHUNK))
                .hasToString("data: " + identity + ",\"choices\":[" + choice + "]}\n\n");
    }
}
