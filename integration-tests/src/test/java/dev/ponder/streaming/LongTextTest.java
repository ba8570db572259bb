package dev.ponder.streaming;

import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.UpstreamScript;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.test.junit.QuarkusTest;

/** A long text without a place to cut it, of code points that take four bytes. */
@QuarkusTest
class LongTextTest extends ServerTest {

    private static final int EVENT_LIMIT = 64 * 1024;
    private static final String TEXT = "🙂é\u0001".repeat(60_000);

    @Test
    void isCutIntoEventsBelowTheLimitWhenItIsEmulated() throws CharacterCodingException {
        var model = model().that(UpstreamScript.says(TEXT));

        HttpReply reply = client.chat(Chat.stream("picker-" + model.name()));

        // A strict decoder: it fails on half a code point
        String decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(reply.bytes())).toString();
        assertThat(decoded.split("\n\n"))
                .allSatisfy(event -> assertThat(event.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(EVENT_LIMIT));
        assertThat(reply.chunks()).allSatisfy(chunk -> assertThat(lonely(content(chunk))).isZero());
        assertThat(reply.content(0)).isEqualTo(TEXT);
    }

    @Test
    void isCutIntoEventsBelowTheLimitWhenTheModelSentItInOne() {
        var model = model().that(UpstreamScript.says(TEXT));

        HttpReply reply = client.chat(Chat.stream("re2-" + model.name()));

        assertThat(reply.text().split("\n\n"))
                .allSatisfy(event -> assertThat(event.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(EVENT_LIMIT));
        assertThat(reply.content(0)).isEqualTo(TEXT);
    }

    @Test
    void isWholeInAWholeResponse() {
        var model = model().that(UpstreamScript.says(TEXT));

        assertThat(client.chat(Chat.ask("picker-" + model.name())).content(0)).isEqualTo(TEXT);
    }

    private static String content(JsonNode chunk) {
        return chunk.path("choices").path(0).path("delta").path("content").asText("");
    }

    /** Halves of code points. */
    private static long lonely(String text) {
        return text.codePoints().filter(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)
                .count();
    }
}
