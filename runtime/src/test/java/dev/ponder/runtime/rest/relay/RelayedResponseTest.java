package dev.ponder.runtime.rest.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.error.BudgetExceeded;
import dev.ponder.api.error.InferenceException;
import dev.ponder.runtime.config.StreamingConfig.KeepAliveForm;
import dev.ponder.runtime.upstream.RelayHead;
import io.vertx.core.buffer.Buffer;

class RelayedResponseTest {

    private static final class Format implements RelayedStreamFormat {

        private final Buffer inspected = Buffer.buffer();

        @Override
        public void inspect(Buffer forwarded) {
            inspected.appendBuffer(forwarded);
        }

        @Override
        public Buffer keepAlive(KeepAliveForm form) {
            return Buffer.buffer(": keep-alive\n\n");
        }

        @Override
        public Buffer failure(InferenceException failure) {
            return Buffer.buffer("data: " + failure.getMessage() + "\n\n");
        }

        @Override
        public Buffer failure(Buffer errorBody) {
            return Buffer.buffer("data: late " + errorBody + "\n\n");
        }
    }

    private final Format format = new Format();
    private final RelayedResponse response = new RelayedResponse(true, Optional.of("careful"), format);

    private RelayedResponse after(String bytes) {
        response.head(new RelayHead(200, Map.of("Content-Type", "text/event-stream")));
        response.body(Buffer.buffer(bytes));
        return response;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "data: x\n\n", "data: x\r\n\r\n", "data: x\r\r", "data: x\n\r\n", "data: x\r\n\r"})
    void betweenEventsThereIsRoomForAKeepAlive(String bytes) {
        assertThat(after(bytes).keepAlive(KeepAliveForm.COMMENT)).hasToString(": keep-alive\n\n");
        assertThat(after(bytes).failure(BudgetExceeded.deadlineExceeded("late"))).hasToString("data: late\n\n");
    }

    /** Most bytes of a text that is not English are negative numbers. */
    @ParameterizedTest
    @ValueSource(strings = {"data: {\"content\":\"日本", "data: ab", "data: x\n", "data: x\r\n", "data: x\r"})
    void insideAnEventThereIsNone(String bytes) {
        assertThat(after(bytes).keepAlive(KeepAliveForm.COMMENT).length()).isZero();
        assertThat(after(bytes).failure(BudgetExceeded.deadlineExceeded("late"))).hasToString("\n\ndata: late\n\n");
    }

    @Test
    void theHeadOfTheUpstreamIsSentUntilItIsCommitted() {
        response.head(new RelayHead(503, Map.of("Content-Type", "application/json")));

        assertThat(response.commit().status()).isEqualTo(503);
        assertThat(response.commit().headers()).containsEntry("Content-Type", "application/json")
                .containsEntry("X-Ponder-Strategy", "none").containsEntry("X-Ponder-Warning", "careful");
        assertThat(response.body(Buffer.buffer("{}"))).hasToString("{}");
        assertThat(response.failure(BudgetExceeded.deadlineExceeded("late"))).isNull();
    }

    @Test
    void anErrorAfterTheCommitIsAnEventOfTheStream() {
        assertThat(response.commit().status()).isEqualTo(200);
        response.head(new RelayHead(503, Map.of("Content-Type", "application/json")));

        assertThat(response.body(Buffer.buffer("{}"))).hasToString("data: late {}\n\n");
        assertThat(format.inspected).hasToString("data: late {}\n\n");
    }
}
