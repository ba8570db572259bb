package dev.ponder.openai.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;

import dev.ponder.support.ServerTest;
import dev.ponder.support.upstream.ChatJson;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** OpenAI's SDK reports errors of Ponder as those of OpenAI. */
@QuarkusTest
class OpenAiSdkErrorsTest extends ServerTest {

    private OpenAIClient openai;

    @BeforeEach
    void open() {
        openai = OpenAiClients.create(server, "/v1");
    }

    @Test
    void ofTheRequestAreBadRequestsWithCodeAndField() {
        var none = question("two_stage-m").n(0).build();

        var failure = catchThrowableOfType(BadRequestException.class, () -> openai.chat().completions().create(none));

        assertThat(failure.code()).contains("invalid_request_error");
        assertThat(failure.type()).contains("invalid_request_error");
        assertThat(failure.param()).contains("n");
    }

    @Test
    void ofPonderFieldsNameTheField() {
        var unknown = question("m").putAdditionalBodyProperty("ponder", JsonValue.from(Map.of("strategy", "mao")))
                .build();

        var failure = catchThrowableOfType(BadRequestException.class,
                () -> openai.chat().completions().create(unknown));

        assertThat(failure.param()).contains("ponder.strategy");
        assertThat(failure).hasMessageContaining("mao").hasMessageContaining("majority_voting");
    }

    @Test
    void ofAStreamAreThrownBeforeItBegins() {
        var none = question("two_stage-m").n(0).build();

        assertThat(catchThrowableOfType(BadRequestException.class,
                () -> openai.chat().completions().createStreaming(none)).param()).contains("n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "re2-", "first_of_n-"})
    void ofAnUnknownKeyAre401(String prefix) {
        var params = question(prefix + failing(401, "Incorrect API key", "invalid_request_error", Map.of())).build();

        var failure = catchThrowableOfType(UnauthorizedException.class,
                () -> openai.chat().completions().create(params));

        assertThat(failure.statusCode()).isEqualTo(401);
        assertThat(failure).hasMessageContaining("Incorrect API key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "re2-", "first_of_n-"})
    void ofAnUnknownModelAre404(String prefix) {
        var params = question(prefix + failing(404, "The model does not exist", "invalid_request_error", Map.of()))
                .build();

        var failure = catchThrowableOfType(NotFoundException.class, () -> openai.chat().completions().create(params));

        assertThat(failure).hasMessageContaining("The model does not exist");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "re2-", "first_of_n-"})
    void ofTooManyRequestsAre429WithRetryAfter(String prefix) {
        var params = question(prefix + failing(429, "Slow down", "rate_limit_error",
                Map.of("Retry-After", "33", "x-ratelimit-remaining-requests", "0"))).build();

        var failure = catchThrowableOfType(RateLimitException.class, () -> openai.chat().completions().create(params));

        assertThat(failure.headers().values("Retry-After")).isEqualTo(List.of("33"));
        assertThat(failure.headers().values("x-ratelimit-remaining-requests")).isEqualTo(List.of("0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "re2-", "first_of_n-"})
    void ofTheUpstreamItselfAreServerErrors(String prefix) {
        var params = question(prefix + failing(503, "Overloaded", "server_error", Map.of())).build();

        assertThat(catchThrowableOfType(InternalServerException.class,
                () -> openai.chat().completions().create(params)).statusCode()).isIn(502, 503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "re2-", "two_stage-"})
    void midStreamAreThrownByTheStream(String prefix) {
        var model = model().plays(call -> {
            if (call.streaming()) {
                call.begin().say("It ");
            } else {
                call.completion("I think");
            }
        });

        try (var stream = openai.chat().completions().createStreaming(question(prefix + model.name()).build())) {
            var chunks = stream.stream().iterator();
            chunks.next();
            model.lastCall().close();
            var failure = catchThrowableOfType(OpenAIException.class, () -> chunks.forEachRemaining(chunk -> {
            }));
            assertThat(failure).isNotNull();
        }
    }

    private String failing(int status, String message, String type, Map<String, String> headers) {
        return model().plays(UpstreamScript.responds(status, ChatJson.error(message, type).toString(), headers)).name();
    }

    private static ChatCompletionCreateParams.Builder question(String model) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage("What is 17*23?");
    }
}
