package dev.ponder.runtime.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

class UpstreamErrorClassifierTest {

    private static UpstreamException refused(int status, String body) {
        return Fixtures.ERRORS.error(status, MultiMap.caseInsensitiveMultiMap(),
                Buffer.buffer(body.replace('\'', '"')));
    }

    @ParameterizedTest
    @CsvSource({"400, BAD_REQUEST, 400, false", "401, UNAUTHENTICATED, 401, false", "403, FORBIDDEN, 403, false",
            "404, NOT_FOUND, 404, false", "413, BAD_REQUEST, 413, false",
            "422, BAD_REQUEST, 422, false", "429, RATE_LIMITED, 429, true", "500, FAILED, 502, true",
            "502, FAILED, 502, true",
            "503, FAILED, 503, true", "529, FAILED, 502, true", "408, TIMEOUT, 504, true", "504, TIMEOUT, 504, true",
            "402, BAD_REQUEST, 402, false"})
    void everyStatusHasItsFault(int status, Fault fault, int toClient, boolean retryable) {
        UpstreamException failure = refused(status, "{'error': {'message': 'why'}}");

        assertThat(failure.fault()).isEqualTo(fault);
        assertThat(failure.status()).isEqualTo(toClient);
        assertThat(failure.retryable()).isEqualTo(retryable);
        assertThat(failure).hasMessageContainingAll("'local'", Integer.toString(status), "why");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 504})
    void anUpstreamThatRanOutOfTimeTimedOut(int status) {
        assertThat(refused(status, "{}")).extracting(UpstreamException::fault, UpstreamException::retryable)
                .containsExactly(Fault.TIMEOUT, true);
    }

    @Test
    void theUpstreamsOwnCodeAndFieldAreKept() {
        UpstreamException failure = refused(400,
                "{'error': {'message': 'too long', 'code': 'context_length_exceeded', 'param': 'messages'}}");

        assertThat(failure.code()).isEqualTo("context_length_exceeded");
        assertThat(failure.param()).isEqualTo("messages");
        assertThat(refused(400, "{'error': {'message': 'x', 'code': null}}").code()).isEqualTo("invalid_request_error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>Bad gateway</html>", "[]", "null", "{}", "{'error': null}",
            "{'error': {'message': 7}}"})
    void anyBodyIsBorne(String body) {
        assertThat(refused(502, body)).hasMessageContaining("502").hasFieldOrPropertyWithValue("fault", Fault.FAILED);
    }

    @Test
    void onlyHeadersForTheClientAreKept() {
        var headers = MultiMap.caseInsensitiveMultiMap().add("retry-after", "7").add("X-RateLimit-Remaining", "0")
                .add("Set-Cookie", "secret").add("Server", "x");

        assertThat(Fixtures.ERRORS.error(429, headers, Buffer.buffer()).headers())
                .containsOnlyKeys("retry-after", "X-RateLimit-Remaining").containsEntry("retry-after", "7");
    }

    @Test
    void theKeyIsNeverShown() {
        assertThat(refused(401, "{'error': {'message': 'Incorrect API key provided: " + Fixtures.KEY + ".'}}")
                .getMessage())
                .contains("***").doesNotContain(Fixtures.KEY);
        assertThat(Fixtures.ERRORS.unreachable(new IOException("bad header Bearer " + Fixtures.KEY)).getMessage())
                .doesNotContain(Fixtures.KEY);
        assertThat(
                Fixtures.ERRORS.inBody(ErrorBody.of(Fixtures.json("{'message': '" + Fixtures.KEY + "'}"))).getMessage())
                .doesNotContain(Fixtures.KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "abc"})
    void aSecretOfFewCharactersMasksNothing(String secret) {
        assertThat(new SecretMask(List.of(secret)).mask("a banana abc")).isEqualTo("a banana abc");
    }

    @Test
    void longMessagesAreCut() {
        assertThat(refused(400, "{'error': {'message': '" + "x".repeat(100_000) + "'}}").getMessage())
                .hasSizeLessThan(2100);
    }

    @ParameterizedTest
    @CsvSource({"{'error': 'why'}, why", "{'detail': 'why'}, why",
            "'{\"detail\": [{\"loc\": [\"body\", \"n\"], \"msg\": \"too many\"}]}', body.n: too many",
            "{'error': null; 'message': 'why'}, why"})
    void whateverFormARefusalHasItsWordsAreKept(String body, String words) {
        assertThat(refused(422, body.replace(';', ','))).hasMessageEndingWith(": " + words);
    }

    @Test
    void limitsInTimeNameTheirKnob() {
        assertThat(Fixtures.ERRORS.tookTooLong(Duration.ofSeconds(3)))
                .hasMessageContainingAll("3000 ms", "ponder.upstreams.local.timeouts.total")
                .extracting(UpstreamException::fault, UpstreamException::status, UpstreamException::code,
                        UpstreamException::type)
                .containsExactly(Fault.TIMEOUT, 504, "call_timeout", "upstream_timeout");
        assertThat(Fixtures.ERRORS.noFirstByte(Duration.ofSeconds(3)))
                .hasMessageContaining("ponder.upstreams.local.timeouts.first-byte")
                .extracting(UpstreamException::code).isEqualTo("first_byte_timeout");
        assertThat(Fixtures.ERRORS.stalled(Duration.ofSeconds(3)))
                .hasMessageContaining("ponder.upstreams.local.timeouts.gap")
                .extracting(UpstreamException::fault, UpstreamException::status, UpstreamException::retryable)
                .containsExactly(Fault.STALLED, 504, false);
        assertThat(Fixtures.ERRORS.unreachable(new IOException("refused"))).hasMessageContaining("base-url")
                .extracting(UpstreamException::fault, UpstreamException::retryable)
                .containsExactly(Fault.UNREACHABLE, true);
    }

    @Test
    void aProxyIsNamedBesideTheAddress() {
        var errors = new UpstreamErrorClassifier("local", Optional.of(UpstreamAddress.parse("http://model:8000/v1")),
                Optional.of("http://proxy:3128"), new SecretMask(List.of()), Fixtures.MAPPER, Clock.systemUTC());

        assertThat(errors.unreachable(new IOException("refused"))).hasMessageContainingAll(
                "at http://model:8000/v1 through the proxy http://proxy:3128", "ponder.upstreams.local.proxy");
    }
}
