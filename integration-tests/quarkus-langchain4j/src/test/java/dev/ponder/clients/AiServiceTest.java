package dev.ponder.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.model.output.TokenUsage;
import dev.ponder.support.upstream.ChatJson;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.FakeUpstream;
import dev.ponder.support.upstream.ToolCallScript;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkiverse.langchain4j.runtime.aiservice.ChatEvent;
import io.quarkiverse.langchain4j.runtime.aiservice.ChatEvent.ChatCompletedEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** AI services of Quarkus LangChain4j with Ponder as their model. */
@QuarkusTest
@WithTestResource(ServerAndClient.class)
@Timeout(60)
class AiServiceTest {

    private static final String QUESTION = "How is the weather in Bern?";
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    FakeUpstream upstream;

    @Inject
    RelayedAssistant relayed;
    @Inject
    NativeAssistant nativeOne;
    @Inject
    EmulatedAssistant emulated;

    @ParameterizedTest
    @ValueSource(strings = {"relayed", "native", "emulated"})
    void answers(String service) {
        upstream.named(service).plays(UpstreamScript.answers("It is sunny."));

        assertThat(assistant(service).answer(conversation(), QUESTION)).isEqualTo("It is sunny.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"relayed", "native", "emulated"})
    void streamsInChunks(String service) {
        upstream.named(service).plays(UpstreamScript.answers("It is sunny."));

        List<String> pieces = assistant(service).stream(conversation(), QUESTION).collect().asList().await()
                .atMost(TIMEOUT);

        assertThat(pieces).hasSizeGreaterThan(1);
        assertThat(String.join("", pieces)).isEqualTo("It is sunny.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"relayed", "native", "emulated"})
    void callsItsToolForAnAnswer(String service) {
        FakeModel model = upstream.named(service).plays(AiServiceTest::asksForTheWeatherFirst);

        assertThat(assistant(service).answer(conversation(), QUESTION)).isEqualTo("It is sunny.");

        assertReceivedTheToolResult(model);
    }

    @ParameterizedTest
    @ValueSource(strings = {"relayed", "native", "emulated"})
    void callsItsToolInAStream(String service) {
        FakeModel model = upstream.named(service).plays(AiServiceTest::asksForTheWeatherFirst);

        List<String> pieces = assistant(service).stream(conversation(), QUESTION).collect().asList().await()
                .atMost(TIMEOUT);

        assertThat(String.join("", pieces)).isEqualTo("It is sunny.");
        assertReceivedTheToolResult(model);
    }

    @ParameterizedTest
    @CsvSource({"relayed,401", "native,401", "emulated,401", "relayed,404", "native,404", "emulated,404", "relayed,429",
            "native,429", "emulated,429"})
    void failsWithTheStatusOfTheUpstream(String service, int status) {
        upstream.named(service).plays(UpstreamScript.responds(status, ChatJson.error("No way", "some_error").toString(),
                Map.of("Retry-After", "33")));

        assertThatThrownBy(() -> assistant(service).answer(conversation(), QUESTION))
                .satisfies(failure -> assertStatus(failure, status));
        assertThatThrownBy(
                () -> assistant(service).stream(conversation(), QUESTION).collect().asList().await().atMost(TIMEOUT))
                .satisfies(failure -> assertStatus(failure, status));
    }

    @ParameterizedTest
    @ValueSource(strings = {"relayed", "native", "emulated"})
    void readsTheUsageOfAllCalls(String service) {
        FakeModel model = upstream.named(service).plays(UpstreamScript.answers("It is sunny."));
        int before = model.calls().size();

        TokenUsage usage = assistant(service).measured(conversation(), QUESTION).tokenUsage();

        assertUsage(usage, model.calls().size() - before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"relayed", "native", "emulated"})
    void readsTheUsageOfAllCallsOfAStream(String service) {
        FakeModel model = upstream.named(service).plays(UpstreamScript.answers("It is sunny."));
        int before = model.calls().size();

        List<ChatEvent> events = assistant(service).events(conversation(), QUESTION).collect().asList().await()
                .atMost(TIMEOUT);

        assertThat(events.get(events.size() - 1)).isInstanceOfSatisfying(ChatCompletedEvent.class,
                end -> assertUsage(end.getChatResponse().tokenUsage(), model.calls().size() - before));
    }

    @ParameterizedTest
    @ValueSource(strings = {"relayed", "native"})
    void doesNotReadAMidStreamErrorAsText(String service) {
        FakeModel model = upstream.named(service).plays(call -> {
            if (call.streaming()) {
                call.begin().say("Half ");
            } else {
                call.completion("Draft " + call.arrived());
            }
        });
        var pieces = new CopyOnWriteArrayList<String>();

        assistant(service).stream(conversation(), QUESTION).onItem().invoke(piece -> {
            pieces.add(piece);
            last(model).close();
        }).collect().last().onFailure().recoverWithNull().await().atMost(TIMEOUT);

        assertThat(pieces).containsExactly("Half ");
    }

    private static String conversation() {
        return UUID.randomUUID().toString();
    }

    private Assistant assistant(String service) {
        return switch (service) {
            case "relayed" -> relayed;
            case "native" -> nativeOne;
            default -> emulated;
        };
    }

    private static void asksForTheWeatherFirst(FakeCall call) {
        if (call.prompt().contains("20 °C")) {
            UpstreamScript.answers("It is sunny.").play(call);
        } else {
            new ToolCallScript("weather", "{\"city\":\"Bern\"}").play(call);
        }
    }

    private static void assertReceivedTheToolResult(FakeModel model) {
        JsonNode messages = last(model).json().path("messages");
        assertThat(messages).anySatisfy(message -> {
            assertThat(message.path("role").asText()).isEqualTo("tool");
            assertThat(message.path("content").asText()).contains("sun in Bern, 20 °C");
        });
    }

    private static void assertUsage(TokenUsage usage, int calls) {
        assertThat(calls).isPositive();
        assertThat(usage.inputTokenCount()).isEqualTo(calls * ChatJson.PROMPT);
        assertThat(usage.outputTokenCount()).isEqualTo(calls * ChatJson.COMPLETION);
    }

    private static void assertStatus(Throwable failure, int status) {
        assertThat(Stream.iterate(failure, Objects::nonNull, Throwable::getCause))
                .as("causes of %s", failure)
                .anySatisfy(cause -> assertThat(cause).isInstanceOfSatisfying(HttpException.class,
                        refusal -> assertThat(refusal.statusCode()).isEqualTo(status)));
    }

    private static FakeCall last(FakeModel model) {
        return model.lastCall();
    }
}
