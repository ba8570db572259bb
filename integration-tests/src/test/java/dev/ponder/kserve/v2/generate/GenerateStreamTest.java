package dev.ponder.kserve.v2.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.kserve.v2.V2Errors;
import dev.ponder.kserve.v2.V2ModelsResource;
import dev.ponder.kserve.v2.V2Test;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.client.LiveReply;
import dev.ponder.support.client.RawHttpClient;
import dev.ponder.support.upstream.ChatJson;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@Timeout(60)
class GenerateStreamTest extends V2Test {

    private static final String PLAIN = "/v2/models/" + V2ModelsResource.PLAIN;
    private static final String PATH = PLAIN + "/generate_stream";
    private static final String BODY = "{\"text_input\":\"What is 17*23?\"}";

    @Test
    void hasAnEventForEachChunkAndNoEndMark() {
        target(UpstreamScript.answers("It is 391."));

        HttpReply reply = post(PATH, BODY);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("text/event-stream; charset=utf-8");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-cache, no-transform");
        assertThat(reply.header("X-Accel-Buffering")).isEqualTo("no");
        assertThat(reply.header("X-Ponder-Strategy")).isEqualTo("none");
        assertThat(reply.header("X-Ponder-Streaming")).isEqualTo("native");
        assertThat(reply.text()).isEqualTo(event("It ") + event("is ") + event("391."));
    }

    @Test
    void returnsTheIdAndTheVersionInEachEvent() {
        target(UpstreamScript.answers("It is 391."));

        assertThat(post(PLAIN + "/versions/7/generate_stream", "{\"id\":\"q\",\"text_input\":\"x\"}").chunks())
                .hasSize(3)
                .allSatisfy(event -> assertThat(event.fieldNames()).toIterable()
                        .containsExactly("id", "model_name", "model_version", "text_output"));
    }

    @Test
    void endsWithTheFinishReason() {
        target(UpstreamScript.answers("It is", "length"));

        assertThat(post(PATH, "{\"text_input\":\"x\",\"parameters\":{\"details\":true}}").text())
                .isEqualTo(event("It ") + event("is")
                        + "data: {\"model_name\":\"v2-plain\",\"text_output\":\"\","
                        + "\"details\":{\"finish_reason\":\"length\"}}\n\n");
    }

    @Test
    void ofAnEmptyAnswerHasOneEvent() {
        target(call -> call.begin().finish("stop"));

        assertThat(post(PATH, BODY).text()).isEqualTo(event(""));
    }

    @Test
    void isSentAsItIsGenerated() throws Exception {
        var call = new CompletableFuture<FakeCall>();
        target(call::complete);
        var response = client.at(PATH).chatLive(BODY);
        FakeCall pen = call.get().begin().say("It ");
        try (LiveReply reply = response.join()) {
            assertThat(reply.nextLine() + "\n\n").isEqualTo(event("It "));
            pen.say("is").finish("stop");
            assertThat(reply.rest()).isEqualTo("\n" + event("is"));
        }
    }

    @ParameterizedTest
    @CsvSource({"400,400", "401,401", "404,404", "429,429", "500,502", "503,503"})
    void hasTheStatusOfAnErrorBeforeItsFirstByte(int status, int told) {
        target(UpstreamScript.responds(status, ChatJson.error("Computer says no", "x").toString(),
                Map.of("Retry-After", "33")));

        for (String verb : new String[]{"/generate", "/generate_stream"}) {
            HttpReply reply = post(PLAIN + verb, BODY);
            assertThat(V2Errors.of(reply, told)).contains("Computer says no", "" + status);
            assertThat(reply.header("Retry-After")).isEqualTo("33");
        }
    }

    @Test
    void endsWithAnErrorThatOccursMidStream() {
        target(call -> call.begin().say("It ").event(ChatJson.error("Out of memory", "server_error")).end());

        HttpReply reply = post(PATH, BODY);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).startsWith(event("It ")).doesNotContain("[DONE]", "event:");
        var last = reply.chunks().get(reply.chunks().size() - 1);
        assertThat(last.fieldNames()).toIterable().containsExactly("error");
        assertThat(last.path("error").textValue()).contains("Out of memory").doesNotContain("localhost");
        assertThat(reply.text()).endsWith("\n\n");
    }

    @Test
    void reportsAStreamWithoutTextThatIsTruncatedByItsStatus() {
        target(call -> call.begin().close());

        V2Errors.of(post(PATH, BODY), 502);
    }

    @Test
    void reportsATruncatedStreamAsAnError() throws Exception {
        var call = new CompletableFuture<FakeCall>();
        target(call::complete);
        var response = client.at(PATH).chatLive(BODY);
        FakeCall pen = call.get().begin().say("It ");
        try (LiveReply reply = response.join()) {
            assertThat(reply.nextLine() + "\n\n").isEqualTo(event("It "));
            pen.close();

            assertThat(HttpReply.ofStream(reply.rest()).chunks()).singleElement()
                    .matches(event -> event.path("error").isTextual());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"generate", "generate_stream"})
    void closesTheCallWhenTheClientDisconnects(String verb) throws Exception {
        var call = new CompletableFuture<FakeCall>();
        target(call::complete);
        var raw = new RawHttpClient(server).post(PLAIN + "/" + verb, BODY, RawHttpClient.JSON);
        FakeCall held = call.get();
        if (verb.equals("generate_stream")) {
            held.begin().say("It ");
            raw.readUntil("It ");
        }

        raw.disconnect();

        held.closedAt();
        assertThat(held.closed()).isTrue();
    }

    private static String event(String text) {
        return "data: {\"model_name\":\"v2-plain\",\"text_output\":\"" + text + "\"}\n\n";
    }
}
