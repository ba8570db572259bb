package dev.ponder.kserve.v1;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.support.client.HttpReply;
import io.quarkus.test.junit.QuarkusTest;

/** The format (raw, events or lines) depends on the model, else on the Accept header, else on the first item. */
@QuarkusTest
class PredictStreamFormatTest extends V1Test {

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String EVENTS = "text/event-stream; charset=utf-8";
    private static final String LINES = "application/x-ndjson";

    @Test
    void areRawForTexts() {
        assertStream(framing("texts", ""), TEXT, "a\n\u00e9 bc");
        assertStream(framing("text first", ""), TEXT, "text:{'n':1}\nend");
    }

    @Test
    void areRawForBytes() {
        HttpReply reply = framing("bytes", "");

        assertThat(reply.bytes()).containsExactly('a', 0xff, 0);
        assertThat(reply.header("Content-Type")).isEqualTo("application/octet-stream");
    }

    @Test
    void areLinesForObjects() {
        assertStream(framing("objects", ""), LINES, "{'n':1}\n'text\\n'\n2\n");
    }

    @Test
    void areEmptyForAnEmptyStream() {
        assertStream(framing("nothing", ""), TEXT, "");
        assertStream(framing("nothing", "", "Accept", "text/event-stream"), EVENTS, "");
        assertStream(framing("nothing", "", "Accept", "application/x-ndjson"), LINES, "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/event-stream", "TEXT/Event-Stream;charset=utf-8", "application/json, text/event-stream",
                    "text/event-stream, application/x-ndjson", "application/x-ndjson;q=0, text/event-stream"})
    void areEventsIfAccepted(String accepted) {
        assertStream(framing("texts", "", "Accept", accepted), EVENTS,
                "data: 'a\\n'\n\ndata: '\u00e9 b'\n\ndata: 'c'\n\n");
        assertStream(framing("objects", "", "Accept", accepted), EVENTS,
                "data: {'n':1}\n\ndata: 'text\\n'\n\ndata: 2\n\n");
        assertStream(framing("bytes", "", "Accept", accepted), EVENTS,
                "data: {'b64':'Yf8='}\n\ndata: '\\u0000'\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-ndjson", "application/ndjson", "application/jsonl",
            "application/x-ndjson, text/event-stream"})
    void areLinesIfAccepted(String accepted) {
        assertStream(framing("texts", "", "Accept", accepted), LINES, "'a\\n'\n'\u00e9 b'\n'c'\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json, */*", "text/plain", "text/*", "text/event-stream;q=0", ";", ""})
    void dependOnTheItemsForOtherAcceptHeaders(String accepted) {
        assertStream(framing("texts", "", "Accept", accepted), TEXT, "a\n\u00e9 bc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json;q=0.5", "application/json, text/html"})
    void areAJsonArrayIfNothingElseIsAccepted(String accepted) {
        assertStream(framing("texts", "", "Accept", accepted), "application/json", "['a\\n','\u00e9 b','c']");
        assertStream(framing("objects", "", "Accept", accepted), "application/json", "[{'n':1},'text\\n',2]");
        assertStream(framing("nothing", "", "Accept", accepted), "application/json", "[]");
    }

    /** The elements of a list may be sent in several headers of the same name. */
    @Test
    void areEventsIfAcceptedInASecondHeaderLine() {
        assertStream(framing("texts", "", "Accept", "application/json", "Accept", "text/event-stream"), EVENTS,
                "data: 'a\\n'\n\ndata: '\u00e9 b'\n\ndata: 'c'\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/x-ndjson", "text/event-stream"})
    void areWhatTheModelDeclares(String accepted) {
        assertStream(framing("texts", "SSE", "Accept", accepted), EVENTS,
                "data: 'a\\n'\n\ndata: '\u00e9 b'\n\ndata: 'c'\n\n");
        assertStream(framing("texts", "NDJSON", "Accept", accepted), LINES, "'a\\n'\n'\u00e9 b'\n'c'\n");
        assertThat(framing("texts", "RAW", "Accept", accepted).text()).isEqualTo("a\n\u00e9 bc");
        assertThat(framing("objects", "RAW", "Accept", accepted).text()).isEqualTo(quoted("{'n':1}\ntext\n2\n"));
    }

    /** If the model sets a content type, it has framed the stream itself. */
    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/x-ndjson", "text/event-stream"})
    void areUnframedIfTheModelSetsTheContentType(String accepted) {
        assertStream(framing("texts", "own", "Accept", accepted), "text/event-stream", "a\n\u00e9 bc");
    }

    @ParameterizedTest
    @CsvSource({"str, text/plain; charset=utf-8", "bytes, application/octet-stream"})
    void ofTheStreamModelAreRaw(String kind, String type) {
        assertStream(predict("stream", "{'kind':'" + kind + "'}"), type, "chunk0\nchunk1\nchunk2\nchunk3\n");
    }

    @Test
    void mayBeReturnedByPostprocess() {
        assertStream(predict("poststream", "{'instances':[]}"), TEXT, "p0p1p2");
    }

    @Test
    void mayBeExplanations() {
        HttpReply reply = explain("framing", "{'items':'texts'}", "Accept", "text/event-stream");

        assertStream(reply, EVENTS, "data: 'a\\n'\n\ndata: '\u00e9 b'\n\ndata: 'c'\n\n");
    }

    @Test
    void haveTheHeadersOfTheModel() {
        assertThat(predict("hdrs", "{'stream':1}").header("x-from-model")).isEqualTo("yes");
        assertThat(framing("texts", "", "Accept", "text/event-stream").header("x-from-model")).isEqualTo("yes");
    }

    private HttpReply framing(String items, String form, String... headers) {
        return predict("framing", "{'items':'" + items + "','form':'" + form + "'}", headers);
    }

    private static void assertStream(HttpReply reply, String type, String body) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo(quoted(body));
        assertThat(reply.headers().allValues("Content-Type")).containsExactly(type);
        assertThat(reply.header("Cache-Control")).contains("no-cache");
        assertThat(reply.header("X-Accel-Buffering")).isEqualTo("no");
        assertThat(reply.header("Transfer-Encoding")).isEqualTo("chunked");
    }
}
