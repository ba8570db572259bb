package dev.ponder.runtime.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.upstream.openai.RelayedBody.Output;
import io.vertx.core.buffer.Buffer;

class RelayedEventInspectorTest {

    private static final String ENVELOPE = "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"up\",";
    private static final String HELLO = "data: " + ENVELOPE
            + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"é🙂\"}}]}\n\n";
    private static final String STOP = "data: " + ENVELOPE
            + "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\" : \"stop\"}]}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    private final RelayedEventInspector events = relay(false);

    private static RelayedEventInspector relay(boolean includeUsage) {
        return new RelayedEventInspector(Fixtures.ERRORS,
                new RelayedChunkInspector(Fixtures.ERRORS, true, "m", includeUsage,
                        () -> Instant.ofEpochSecond(7)));
    }

    private Output inspect(String text) {
        return events.add(Buffer.buffer(text));
    }

    private String relayed(String text, int size) {
        var relay = relay(false);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var out = Buffer.buffer();
        for (int from = 0; from < bytes.length; from += size) {
            out.appendBuffer(relay.add(Buffer.buffer(bytes).getBuffer(from, Math.min(bytes.length, from + size)))
                    .bytes());
        }
        return out.appendBuffer(relay.end().bytes()).toString();
    }

    @Test
    void regularBytesPassAsTheyAreHoweverTheyAreCut() {
        String regular = ": hi\n\n" + HELLO + ": wait\n: long\n\n" + STOP.replace("{", " { ") + DONE;
        for (int size = 1; size < regular.length(); size += 3) {
            assertThat(relayed(regular, size)).isEqualTo(regular);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\r"})
    void lineEndingsAreCorrected(String end) {
        String text = ": hi\n\n" + HELLO + STOP + DONE;
        for (int size = 1; size < 200; size += 3) {
            assertThat(relayed(text.replace("\n", end), size)).isEqualTo(text);
        }
    }

    @Test
    void framingIsCorrected() {
        String text = HELLO + STOP + DONE;
        assertThat(relayed("\ufeff" + text, 5)).as("byte order mark").isEqualTo(text);
        assertThat(relayed(text.replace("data: ", "data:"), 5)).as("no blank").isEqualTo(text);
        assertThat(relayed(text.replace("data: ", "id: 7\nevent: message\nretry: 3\ndata: "), 5)).as("other fields")
                .isEqualTo(text);
        assertThat(relayed("\n\n" + text.replace("\n\n", "\n\n\n\n"), 5)).as("blank lines").isEqualTo(text);
        assertThat(relayed("retry: 3000\n\n" + text, 5)).as("no data").isEqualTo(text);
        assertThat(relayed(text.stripTrailing(), 5)).as("no last blank line").isEqualTo(text);
        assertThat(relayed(text.replace("\"choices\"", "\ndata: \"choices\""), 5)).as("several lines")
                .isEqualTo(text.replace("\"choices\"", " \"choices\""));
    }

    @Test
    void aMarkOfTheEndComesOnce() {
        assertThat(relayed(HELLO + STOP + DONE + DONE + STOP, 50)).isEqualTo(HELLO + STOP + DONE);
    }

    @Test
    void anEndWithoutAReasonHasOne() {
        assertThat(relayed(HELLO + DONE, 50)).isEqualTo(HELLO + "data: " + ENVELOPE
                + "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n" + DONE);
    }

    @Test
    void theUsageIsTheLastEvent() {
        String usage = "data: " + ENVELOPE
                + "\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\" : 1}}\n\n";
        var asked = relay(true);
        String first = asked.add(Buffer.buffer(HELLO + usage + STOP)).bytes().toString();
        assertThat(first + asked.end().bytes()).isEqualTo(HELLO + STOP + usage + DONE);
        assertThat(relayed(HELLO + STOP + usage + DONE, 50)).as("not asked for").isEqualTo(HELLO + STOP + DONE);
    }

    @Test
    void halfOfAnEmojiIsKept() {
        String half = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\\ud83d\"}}]}\n\n";
        assertThat(relayed(half + STOP + DONE, 50)).contains("\"\\ud83d\"");
    }

    @Test
    void anEventIsPassedOnWhenItIsComplete() {
        assertThat(inspect(HELLO.substring(0, 20))).isEqualTo(Output.NOTHING);
        assertThat(inspect(HELLO.substring(20) + "data: {").bytes()).hasToString(HELLO);
    }

    @Test
    void aPieceLargerThanAnyLimitIsPassedOnToo() {
        String large = "data: {\"choices\":[{\"delta\":{\"content\":\"" + "x".repeat(700_000) + "\"}}]}\n\n";

        assertThat(relayed(large + STOP + DONE, 650_000)).isEqualTo(large + STOP + DONE);
    }

    @Test
    void anEventTooLargeToBeHeldPassesInPiecesAndIsNotMistaken() {
        String large = "data: {\"choices\":[{\"delta\":{\"content\":\"" + "x".repeat(700_000) + "\"}}]}\n\n";

        assertThat(relayed(large + STOP + DONE, 65_536)).isEqualTo(large + STOP + DONE);
        Output first = inspect(large.substring(0, 300_000));
        assertThat(first.bytes().length()).isEqualTo(300_000);
        assertThat(first.progress()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: {\"error\":{\"message\":\"too long\",\"code\":429}}\n\n",
            ": wait\n\n: wait\n\ndata: { \"error\" : {\"message\":\"too long\",\"code\":429}}\n\n"})
    void aStreamThatBeginsWithAnErrorHasNotBegun(String text) {
        Output output = inspect(text);

        assertThat(output.bytes().length()).isZero();
        assertThat(output.failure()).hasMessageContaining("too long").hasFieldOrPropertyWithValue("status", 429);
    }

    @Test
    void aFirstEventThatIsNoJsonIsAnError() {
        assertThat(inspect("data: Internal Server Error\n\n").failure()).hasMessageContaining("Internal Server Error");
    }

    @Test
    void whatCameBeforeAnErrorIsPassedOn() {
        Output output = inspect(HELLO + "data: {\"error\":\"out of memory\"}\n\n");

        assertThat(output.bytes()).hasToString(HELLO);
        assertThat(output.failure()).hasMessageContaining("out of memory");
    }

    @Test
    void whatIsNoStreamIsNotTakenForALongPrelude() {
        assertThat(inspect("<p>Welcome</p>\n\n".repeat(3000)).failure()).hasMessageContaining("no stream of events");
        var page = relay(false);
        assertThat(page.add(Buffer.buffer("x".repeat(300_000))).failure())
                .hasMessageContaining("no stream of events");
    }

    @Test
    void anErrorInItsMiddleIsAnErrorToo() {
        inspect(HELLO);

        assertThat(inspect("data: {\"error\":\"out of memory\"}\n\n").failure()).hasMessageContaining("out of memory");
    }

    @Test
    void theWordErrorIsNoError() {
        String text = HELLO.replace("é", "\\\"error\\\"").replace("}]}", "}],\"error\":null}");

        assertThat(inspect(text).bytes()).hasToString(text);
    }

    @Test
    void signsOfLifeWaitForTheFirstEventButNotAllOfThem() {
        assertThat(inspect(": wait\n\n")).isEqualTo(Output.NOTHING);
        assertThat(inspect(HELLO).bytes()).hasToString(": wait\n\n" + HELLO);

        var flooded = relay(false);
        assertThat(flooded.add(Buffer.buffer(": wait\n\n".repeat(300_000))).bytes().length()).isZero();
        assertThat(flooded.add(Buffer.buffer(HELLO)).bytes().length()).isLessThan(17_000);
    }

    @Test
    void onlyPiecesOfTheAnswerAreProgress() {
        assertThat(inspect(HELLO).progress()).isTrue();
        assertThat(inspect(": wait\n\n").progress()).isFalse();
        for (String idle : new String[]{"{}", "{ }", "{\"content\":\"\"}",
                "{\"role\":\"assistant\",\"content\":null}"}) {
            assertThat(inspect("data: {\"choices\":[{\"delta\": " + idle + ",\"finish_reason\":null}]}\n\n").progress())
                    .as(idle).isFalse();
        }
        assertThat(inspect(STOP).progress()).isTrue();
    }

    @Test
    void theTextOfACompletionIsProgressAndItsReasonTheEnd() {
        String text = "data: {\"choices\":[{\"index\":0,\"text\":\"%s\",\"finish_reason\":%s}]}\n\n";

        assertThat(inspect(text.formatted("a", "null")).progress()).isTrue();
        assertThat(inspect(text.formatted("", "null")).progress()).isFalse();
        assertThat(inspect(text.formatted("", "\"length\"")).progress()).isTrue();
        assertThat(events.end().failure()).isNull();
    }

    @Test
    void whatItReportsOfTokensIsSeen() {
        assertThat(inspect(HELLO).usage()).isNull();
        assertThat(
                inspect("data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1}}\n\n").usage())
                .isEqualTo(Usage.of(3, 1));
    }

    @Test
    void aStreamWithoutAnEndWasCut() {
        inspect(HELLO);

        assertThat(events.end().failure()).hasMessageContaining("cut");
    }

    @Test
    void anEmptyReasonIsNone() {
        inspect("data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"\"}]}\n\n");

        assertThat(events.end().failure()).hasMessageContaining("cut");
    }

    @Test
    void theEndOfOneChoiceIsNotThatOfAnother() {
        inspect(STOP + "data: {\"choices\":[{\"index\":1,\"delta\":{\"content\":\"a\"}}]}\n\n");
        assertThat(events.end().failure()).hasMessageContaining("cut");

        inspect("data: {\"choices\":[{\"index\":1,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n");
        assertThat(events.end().failure()).isNull();
    }

    @Test
    void aForgottenEndMarkIsAdded() {
        inspect(HELLO + STOP);

        assertThat(events.end().bytes().toString().strip()).isEqualTo("data: [DONE]");
    }

    @Test
    void aForgottenLastBlankLineIsForgiven() {
        assertThat(relayed("data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}", 9))
                .as("also of the only event").startsWith("data: {");
        assertThat(relayed(HELLO + STOP + "data: [DONE]", 7)).isEqualTo(HELLO + STOP + DONE);
    }
}
