package dev.ponder.openai.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.openai.client.OpenAIClient;
import com.openai.core.RequestOptions;
import com.openai.errors.OpenAIIoException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;

import dev.ponder.support.ServerTest;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.FakeModel;
import io.quarkus.test.junit.QuarkusTest;

/** A stream that OpenAI's SDK closes early closes the upstream call. */
@QuarkusTest
@Timeout(30)
class OpenAiSdkCancelTest extends ServerTest {

    /** Shorter than the grace time, after which the response begins. */
    private static final RequestOptions TIMEOUT = RequestOptions.builder().timeout(Duration.ofSeconds(2)).build();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private OpenAIClient openai;

    @BeforeEach
    void open() {
        openai = OpenAiClients.create(server, "/v1");
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "re2-", "two_stage-"})
    void midStream(String prefix) {
        var model = model().plays(OpenAiSdkCancelTest::sendsHalf);

        try (var stream = openai.chat().completions().createStreaming(question(prefix + model.name()))) {
            assertThat(stream.stream().flatMap(chunk -> chunk.choices().stream())
                    .flatMap(choice -> choice.delta().content().stream()).filter(text -> !text.isEmpty()).findFirst())
                    .contains("Half ");
        }

        FakeCall last = model.lastCall();
        assertThat(last.streaming()).isTrue();
        last.closedAt();
    }

    /**
     * Before the first byte the SDK has nothing to close, so it disconnects by its timeout. All requests run at once, since they
     * only wait.
     */
    @TestFactory
    Stream<DynamicTest> beforeTheFirstByte() {
        return Map.of("", 1, "two_stage-", 1, "first_of_n-", 2, "bon-", 3).entrySet().stream()
                .map(entry -> startTimingOut(entry.getKey(), entry.getValue())).toList().stream();
    }

    private DynamicTest startTimingOut(String prefix, int calls) {
        FakeModel model = model();
        CompletableFuture<Throwable> failure = CompletableFuture.supplyAsync(() -> catchThrowable(
                () -> openai.chat().completions().createStreaming(question(prefix + model.name()), TIMEOUT)), threads);
        return dynamicTest("strategy prefix '" + prefix + "'", () -> {
            assertThat(failure.join()).isInstanceOf(OpenAIIoException.class);
            for (FakeCall call : model.next(calls)) {
                call.closedAt();
            }
        });
    }

    private static void sendsHalf(FakeCall call) {
        if (call.streaming()) {
            call.begin().say("Half ");
        } else {
            call.completion("I think");
        }
    }

    private static ChatCompletionCreateParams question(String model) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage("What is 17*23?").build();
    }
}
