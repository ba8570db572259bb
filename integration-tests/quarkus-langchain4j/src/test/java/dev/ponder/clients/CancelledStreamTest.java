package dev.ponder.clients;

import java.net.URI;
import java.time.Duration;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.langchain4j.model.openai.internal.chat.ChatCompletionRequest;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.FakeUpstream;
import io.quarkiverse.langchain4j.openai.common.OpenAiRestApi;
import io.quarkiverse.langchain4j.openai.common.OpenAiRestApi.ApiMetadata;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;

/**
 * A cancelled stream closes the upstream call. The test uses the REST client below the AI services, since AI services 1.10.0 do
 * not forward a cancellation to it.
 */
@QuarkusTest
@WithTestResource(ServerAndClient.class)
@Timeout(60)
class CancelledStreamTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @TestHTTPResource("/v1")
    URI server;

    FakeUpstream upstream;

    @ParameterizedTest
    @CsvSource({"'',0", "moa-,4"})
    void closesTheUpstreamsCall(String prefix, int callsBefore) {
        FakeModel model = upstream.model();
        var client = QuarkusRestClientBuilder.newBuilder().baseUri(server).build(OpenAiRestApi.class);
        var question = ChatCompletionRequest.builder().model(prefix + model.name()).stream(true)
                .addUserMessage("How is the weather in Bern?").build();
        var reader = client.streamingChatCompletion(question, ApiMetadata.builder().openAiApiKey("unused").build())
                .subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
        for (int i = 0; i < callsBefore; i++) {
            model.next().completion("Draft number " + i);
        }
        FakeCall answering = model.next();
        answering.begin().say("Half ");
        reader.awaitItems(2, TIMEOUT);

        reader.cancel();

        answering.closedAt();
    }
}
