package dev.ponder.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** A long text without word boundaries, of code points of four bytes. */
@QuarkusTest
class LongTextTest extends ServerTest {

    private static final int EVENT_LIMIT = 64 * 1024;
    private static final String TEXT = "🙂é\u0001".repeat(60_000);

    @Test
    void isSplitIntoEventsBelowTheLimitWhenItIsEmulated() throws CharacterCodingException {
        var model = model().plays(UpstreamScript.answers(TEXT));

        HttpReply reply = client.chat(Chat.stream("first_of_n-" + model.name()));

        // A strict decoder fails on half of a code point
        String decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(reply.bytes())).toString();
        assertThat(decoded.split("\n\n"))
                .allSatisfy(event -> assertThat(event.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(EVENT_LIMIT));
        assertThat(reply.chunks()).allSatisfy(chunk -> assertThat(unpairedSurrogates(content(chunk))).isZero());
        assertThat(reply.content(0)).isEqualTo(TEXT);
    }

    @Test
    void isSplitIntoEventsBelowTheLimitWhenTheModelSendsOneEvent() {
        var model = model().plays(UpstreamScript.answers(TEXT));

        HttpReply reply = client.chat(Chat.stream("re2-" + model.name()));

        assertThat(reply.text().split("\n\n"))
                .allSatisfy(event -> assertThat(event.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(EVENT_LIMIT));
        assertThat(reply.content(0)).isEqualTo(TEXT);
    }

    @Test
    void isWholeInAWholeResponse() {
        var model = model().plays(UpstreamScript.answers(TEXT));

        assertThat(client.chat(Chat.ask("first_of_n-" + model.name())).content(0)).isEqualTo(TEXT);
    }

    private static String content(JsonNode chunk) {
        return chunk.path("choices").path(0).path("delta").path("content").asText("");
    }

    /** Counts unpaired surrogates. */
    private static long unpairedSurrogates(String text) {
        return text.codePoints().filter(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)
                .count();
    }
}
