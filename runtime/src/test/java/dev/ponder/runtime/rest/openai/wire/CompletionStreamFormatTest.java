package dev.ponder.runtime.rest.openai.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ponder.runtime.config.StreamingConfig.KeepAliveForm;
import io.vertx.core.buffer.Buffer;

class CompletionStreamFormatTest {

    private final CompletionStreamFormat format = new CompletionStreamFormat();

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
            "chat.completion.chunk | `{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":null}`",
            "text_completion | `{\"index\":0,\"text\":\"\",\"logprobs\":null,\"finish_reason\":null}`"})
    void aKeepAliveChunkIsOfTheStreamsOwnKind(String object, String choice) {
        String metadata = "{\"id\":\"x\",\"object\":\"" + object + "\",\"created\":7,\"model\":\"m\"";
        format.inspect(Buffer.buffer("data: " + metadata + ",\"choices\":[]}\n\n"));

        assertThat(format.keepAlive(KeepAliveForm.CHUNK))
                .hasToString("data: " + metadata + ",\"choices\":[" + choice + "]}\n\n");
        assertThat(format.keepAlive(KeepAliveForm.COMMENT)).hasToString(": keep-alive\n\n");
    }

    @Test
    void beforeTheFirstChunkAKeepAliveIsAComment() {
        assertThat(format.keepAlive(KeepAliveForm.CHUNK)).hasToString(": keep-alive\n\n");
    }

    @Test
    void theLinesOfAnErrorBodyAreJoined() {
        assertThat(format.failure(Buffer.buffer("{\n  \"error\": 1\n}\n")))
                .hasToString("data: {\"error\": 1}\n\ndata: [DONE]\n\n");
    }
}
