package dev.ponder.runtime.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.upstream.openai.RelayedEventInspector.Passed;
import io.vertx.core.buffer.Buffer;

class RelayedEventInspectorTest {

    private static final String HELLO = "data: {\"choices\":[{\"delta\":{\"content\":\"é🙂\"}}]}\n\n";
    private static final String STOP = "data: {\"choices\":[{\"delta\":{},\"finish_reason\" : \"stop\"}]}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    private final RelayedEventInspector events = new RelayedEventInspector(
            new CompletionReader(Fixtures.MAPPER, Fixtures.ERRORS),
            Fixtures.ERRORS);

    private Passed pass(String text) {
        return events.pass(Buffer.buffer(text));
    }

    private String relayed(String text, int size) {
        var relay = new RelayedEventInspector(new CompletionReader(Fixtures.MAPPER, Fixtures.ERRORS), Fixtures.ERRORS);
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
        Passed passed = pass(text);

        assertThat(passed.bytes().length()).isZero();
        assertThat(passed.failure()).hasMessageContaining("too long").hasFieldOrPropertyWithValue("status", 429);
    }

    @Test
    void whatCameBeforeAnErrorIsPassedOn() {
        Passed passed = pass(HELLO + "data: {\"error\":\"out of memory\"}\n\n");

        assertThat(passed.bytes()).hasToString(HELLO);
        assertThat(passed.failure()).hasMessageContaining("out of memory");
    }

    @Test
    void whatIsNoStreamIsNotTakenForALongPrelude() {
        assertThat(pass("<p>Welcome</p>\n\n".repeat(3000)).failure()).hasMessageContaining("no stream of events");
        var page = new RelayedEventInspector(new CompletionReader(Fixtures.MAPPER, Fixtures.ERRORS), Fixtures.ERRORS);
        assertThat(page.pass(Buffer.buffer("x".repeat(300_000))).failure()).hasMessageContaining("no stream of events");
    }

    @Test
    void anErrorInItsMiddleIsAnErrorToo() {
        pass(HELLO);

        assertThat(pass("data: {\"error\":\"out of memory\"}\n\n").failure()).hasMessageContaining("out of memory");
    }

    @Test
    void theWordErrorIsNoError() {
        String text = "data: {\"choices\":[{\"delta\":{\"content\":\"\\\"error\\\"\"}}],\"error\":null}\n\n";

        assertThat(pass(text).bytes()).hasToString(text);
    }

    @Test
    void signsOfLifeWaitForTheFirstEventButNotAllOfThem() {
        assertThat(pass(": wait\n\n").empty()).isTrue();
        assertThat(pass(HELLO).bytes()).hasToString(": wait\n\n" + HELLO);

        var flooded = new RelayedEventInspector(new CompletionReader(Fixtures.MAPPER, Fixtures.ERRORS),
                Fixtures.ERRORS);
        assertThat(flooded.pass(Buffer.buffer(": wait\n\n".repeat(300_000))).bytes().length()).isZero();
        assertThat(flooded.pass(Buffer.buffer(HELLO)).bytes().length()).isLessThan(17_000);
    }

    @Test
    void onlyPiecesOfTheAnswerAreProgress() {
        assertThat(pass(HELLO).progress()).isTrue();
        assertThat(pass(": wait\n\n").progress()).isFalse();
        for (String idle : new String[]{"{}", "{ }", "{\"content\":\"\"}",
                "{\"role\":\"assistant\",\"content\":null}"}) {
            assertThat(pass("data: {\"choices\":[{\"delta\": " + idle + ",\"finish_reason\":null}]}\n\n").progress())
                    .as(idle).isFalse();
        }
        assertThat(pass(STOP).progress()).isTrue();
    }

    @Test
    void theTextOfACompletionIsProgressAndItsReasonTheEnd() {
        String text = "data: {\"choices\":[{\"index\":0,\"text\":\"%s\",\"finish_reason\":%s}]}\n\n";

        assertThat(pass(text.formatted("a", "null")).progress()).isTrue();
        assertThat(pass(text.formatted("", "null")).progress()).isFalse();
        assertThat(pass(text.formatted("", "\"length\"")).progress()).isTrue();
        assertThat(events.end().failure()).isNull();
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

        assertThat(events.end().failure()).hasMessageContaining("cut");
    }

    @Test
    void anEmptyReasonIsNone() {
        pass("data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"\"}]}\n\n");

        assertThat(events.end().failure()).hasMessageContaining("cut");
    }

    @Test
    void theEndOfOneChoiceIsNotThatOfAnother() {
        pass(STOP + "data: {\"choices\":[{\"index\":1,\"delta\":{\"content\":\"a\"}}]}\n\n");
        assertThat(events.end().failure()).hasMessageContaining("cut");

        pass("data: {\"choices\":[{\"index\":1,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n");
        assertThat(events.end().failure()).isNull();
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
