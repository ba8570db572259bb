package dev.ponder.openai.sdk;

import dev.ponder.support.ServerTest;
import dev.ponder.support.upstream.ChatJson;
import dev.ponder.support.upstream.UpstreamScript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;

import io.quarkus.test.junit.QuarkusTest;

/** OpenAI's own SDK takes Ponder for OpenAI: errors. */
@QuarkusTest
class OpenAiSdkErrorsTest extends ServerTest {

    private OpenAIClient openai;

    @BeforeEach
    void open() {
        openai = OpenAIOkHttpClient.builder().baseUrl(server.resolve("/v1").toString()).apiKey("unused").maxRetries(0)
                .build();
    }

    @Test
    void ofTheRequestAreBadRequestsWithCodeAndField() {
        var hot = question("speaker-m").temperature(3).build();

        var failure = catchThrowableOfType(BadRequestException.class, () -> openai.chat().completions().create(hot));

        assertThat(failure.code()).contains("invalid_request_error");
        assertThat(failure.type()).contains("invalid_request_error");
        assertThat(failure.param()).contains("temperature");
    }

    @Test
    void ofOurOwnFieldsNameThemToo() {
        var unknown = question("m").putAdditionalBodyProperty("ponder", JsonValue.from(Map.of("strategy", "mao")))
                .build();

        var failure = catchThrowableOfType(BadRequestException.class,
                () -> openai.chat().completions().create(unknown));

        assertThat(failure.param()).contains("ponder.strategy");
        assertThat(failure).hasMessageContaining("mao").hasMessageContaining("majority_voting");
    }

    @Test
    void ofAStreamAreThrownBeforeItBegins() {
        var hot = question("speaker-m").temperature(3).build();

        assertThat(catchThrowableOfType(BadRequestException.class,
                () -> openai.chat().completions().createStreaming(hot)).param()).contains("temperature");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "re2-", "picker-"})
    void ofAnUnknownKeyAre401(String prefix) {
        var params = question(prefix + refusing(401, "Incorrect API key", "invalid_request_error", Map.of())).build();

        var failure = catchThrowableOfType(UnauthorizedException.class,
                () -> openai.chat().completions().create(params));

        assertThat(failure.statusCode()).isEqualTo(401);
        assertThat(failure).hasMessageContaining("Incorrect API key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "re2-", "picker-"})
    void ofAnUnknownModelAre404(String prefix) {
        var params = question(prefix + refusing(404, "The model does not exist", "invalid_request_error", Map.of()))
                .build();

        var failure = catchThrowableOfType(NotFoundException.class, () -> openai.chat().completions().create(params));

        assertThat(failure).hasMessageContaining("The model does not exist");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "re2-", "picker-"})
    void ofTooManyRequestsAre429AndSayWhenToComeBack(String prefix) {
        var params = question(prefix + refusing(429, "Slow down", "rate_limit_error",
                Map.of("Retry-After", "33", "x-ratelimit-remaining-requests", "0"))).build();

        var failure = catchThrowableOfType(RateLimitException.class, () -> openai.chat().completions().create(params));

        assertThat(failure.headers().values("Retry-After")).isEqualTo(List.of("33"));
        assertThat(failure.headers().values("x-ratelimit-remaining-requests")).isEqualTo(List.of("0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "re2-", "picker-"})
    void ofTheUpstreamItselfAreServerErrors(String prefix) {
        var params = question(prefix + refusing(503, "Overloaded", "server_error", Map.of())).build();

        assertThat(catchThrowableOfType(InternalServerException.class,
                () -> openai.chat().completions().create(params)).statusCode()).isIn(502, 503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "re2-", "speaker-"})
    void inMidStreamAreThrownWhereTheyHappen(String prefix) {
        var model = model().that(call -> {
            if (call.streaming()) {
                call.begin().say("It ");
            } else {
                call.completion("I think");
            }
        });

        try (var stream = openai.chat().completions().createStreaming(question(prefix + model.name()).build())) {
            var chunks = stream.stream().iterator();
            chunks.next();
            model.calls().get(model.calls().size() - 1).breakOff();
            var failure = catchThrowableOfType(OpenAIException.class, () -> chunks.forEachRemaining(chunk -> {
            }));
            assertThat(failure).isNotNull();
        }
    }

    private String refusing(int status, String message, String type, Map<String, String> headers) {
        return model().that(UpstreamScript.refuses(status, ChatJson.error(message, type).toString(), headers)).name();
    }

    private static ChatCompletionCreateParams.Builder question(String model) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage("What is 17*23?");
    }
}
