package dev.ponder.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ponder.kserve.v2.V2ModelsResource;
import dev.ponder.kserve.v2.V2Test;
import dev.ponder.support.client.RawHttpClient;
import dev.ponder.support.upstream.FakeCall;
import io.quarkus.test.junit.QuarkusTest;

/** In each protocol, a client that disconnects before the first byte closes the upstream call. */
@QuarkusTest
@Timeout(60)
class DisconnectInEachProtocolTest extends V2Test {

    private static final Duration WAIT = Duration.ofSeconds(20);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "/v1/models/NAME:predict | {'instances': ['a']}",
            "/v2/models/NAME/infer | {'inputs': [{'name': 't', 'shape': [1], 'datatype': 'BYTES', 'data': ['a']}]}",
            "/v2/models/NAME/generate | {'text_input': 'a'}",
            "/v2/models/NAME/generate_stream | {'text_input': 'a'}",
            "/v1/completions | {'model': 'NAME', 'prompt': 'a'}",
            "/openai/v1/completions | {'model': 'NAME', 'prompt': 'a', 'stream': true}",
            "/openai/v1/chat/completions | {'model': 'NAME', 'messages': [{'role': 'user', 'content': 'a'}]}"})
    void closesTheCall(String path, String body) throws Exception {
        for (String name : new String[]{V2ModelsResource.PLAIN, V2ModelsResource.NATIVE, V2ModelsResource.EMULATED}) {
            var call = new CompletableFuture<FakeCall>();
            target(call::complete);
            var raw = new RawHttpClient(server).post(path.replace("NAME", name),
                    body.replace("NAME", name).replace('\'', '"'), RawHttpClient.JSON);
            FakeCall held = call.get(WAIT.toSeconds(), TimeUnit.SECONDS);

            raw.disconnect();

            held.closedAt();
            assertThat(held.closed()).as(name).isTrue();
        }
    }
}
