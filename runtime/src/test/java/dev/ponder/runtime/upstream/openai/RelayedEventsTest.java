package dev.ponder.runtime.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.chat.Usage;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.runtime.upstream.openai.RelayedEvents.Passed;
import io.vertx.core.buffer.Buffer;

class RelayedEventsTest {

    private static final String HELLO = "data: {\"choices\":[{\"delta\":{\"content\":\"é🙂\"}}]}\n\n";
    private static final String STOP = "data: {\"choices\":[{\"delta\":{},\"finish_reason\" : \"stop\"}]}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    private final RelayedEvents events = new RelayedEvents(new ReplyReader(Fixtures.MAPPER, Fixtures.ERRORS),
            Fixtures.ERRORS);

    private Passed pass(String text) {
        return events.pass(Buffer.buffer(text));
    }

    private String relayed(String text, int size) {
        var relay = new RelayedEvents(new ReplyReader(Fixtures.MAPPER, Fixtures.ERRORS), Fixtures.ERRORS);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var out = Buffer.buffer();
        for (int from = 0; from < bytes.length; from += size) {
            out.appendBuffer(relay.pass(Buffer.buffer(bytes).getBuffer(from, Math.min(bytes.length, from + size)))
                    .bytes());
        }
        return out.appendBuffer(relay.end().bytes()).toString();
    }

    @Test
    void bytesPassAsTheyAreHoweverTheyAreCut() {
        String odd = ": hi\r\n\r\nid: 7\r\ndata:{ \"x\" : 1.50 }\r\n\r\n" + HELLO + STOP + DONE;
        for (int size = 1; size < odd.length(); size++) {
            assertThat(relayed(odd, size)).isEqualTo(odd);
        }
    }

    @Test
    void anEventIsPassedOnWhenItIsComplete() {
        assertThat(pass("data: {\"choices\":[").empty()).isTrue();
        assertThat(pass("]}\n\ndata: {").bytes()).hasToString("data: {\"choices\":[]}\n\n");
    }

    @Test
    void anEventTooLargeToBeHeldPassesInPiecesAndIsNotMistaken() {
        String large = "data: {\"choices\":[{\"delta\":{\"content\":\"" + "x".repeat(700_000) + "\"}}]}\n\n";

        assertThat(relayed(large + STOP + DONE, 65_536)).isEqualTo(large + STOP + DONE);
        Passed first = pass(large.substring(0, 300_000));
        assertThat(first.bytes().length()).isEqualTo(300_000);
        assertThat(first.progress()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: {\"error\":{\"message\":\"too long\",\"code\":429}}\n\n",
            ": wait\n\n: wait\n\ndata: { \"error\" : {\"message\":\"too long\",\"code\":429}}\n\n"})
    void aStreamThatBeginsWithAnErrorHasNotBegun(String text) {
        assertThatThrownBy(() -> pass(text)).isInstanceOf(UpstreamException.class).hasMessageContaining("too long")
                .extracting("status").isEqualTo(429);
    }

    @Test
    void anErrorInItsMiddleIsAnErrorToo() {
        pass(HELLO);

        assertThatThrownBy(() -> pass("data: {\"error\":\"out of memory\"}\n\n")).hasMessageContaining("out of memory");
    }

    @Test
    void theWordErrorIsNoError() {
        String text = "data: {\"choices\":[{\"delta\":{\"content\":\"\\\"error\\\"\"}}],\"error\":null}\n\n";

        assertThat(pass(text).bytes()).hasToString(text);
    }

    @Test
    void signsOfLifeWaitForTheFirstEventButNotForever() {
        assertThat(pass(": wait\n\n").empty()).isTrue();
        assertThat(pass(HELLO).bytes()).hasToString(": wait\n\n" + HELLO);

        var flooded = new RelayedEvents(new ReplyReader(Fixtures.MAPPER, Fixtures.ERRORS), Fixtures.ERRORS);
        assertThat(flooded.pass(Buffer.buffer(": wait\n\n".repeat(3000))).bytes().length()).isBetween(16_000, 24_000);
    }

    @Test
    void onlyPiecesOfTheAnswerAreProgress() {
        assertThat(pass(HELLO).progress()).isTrue();
        assertThat(pass(": wait\n\n").progress()).isFalse();
        assertThat(pass("data: {\"choices\":[{\"delta\":{},\"finish_reason\":null}]}\n\n").progress()).isFalse();
        assertThat(pass(STOP).progress()).isTrue();
    }

    @Test
    void whatItReportsOfTokensIsSeen() {
        assertThat(pass(HELLO).usage()).isNull();
        assertThat(pass("data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1}}\n\n").usage())
                .isEqualTo(Usage.of(3, 1));
    }

    @Test
    void aStreamWithoutAnEndWasCut() {
        pass(HELLO);

        assertThatThrownBy(events::end).isInstanceOf(UpstreamException.class).hasMessageContaining("cut");
    }

    @Test
    void aForgottenEndMarkIsAdded() {
        pass(HELLO + STOP);

        assertThat(events.end().bytes().toString().strip()).isEqualTo("data: [DONE]");
    }

    @Test
    void aForgottenLastBlankLineIsForgiven() {
        assertThat(relayed(HELLO + STOP + "data: [DONE]", 7)).isEqualTo(HELLO + STOP + "data: [DONE]");
    }
}
