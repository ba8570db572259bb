package dev.ponder.runtime.rest.openai.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import dev.ponder.api.error.BudgetExceeded;
import dev.ponder.api.error.InternalException;
import dev.ponder.api.error.RequestException;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.runtime.rest.error.ErrorMapping;

class OpenAiErrorTest {

    @Test
    void anErrorHasTheFourMembersThatClientsRead() {
        assertThat(OpenAiError.of(RequestException.invalid("n", "n: 0 (expected 1)"))).hasToString(json(
                "{'error': {'message': 'n: 0 (expected 1)', 'type': 'invalid_request_error', 'param': 'n',"
                        + " 'code': 'invalid_request_error'}}"));
        assertThat(OpenAiError.of(BudgetExceeded.deadlineExceeded("late"))).hasToString(json(
                "{'error': {'message': 'late', 'type': 'budget_exceeded', 'param': null, 'code': 'deadline_exceeded'}}"));
        assertThat(OpenAiError.of(UpstreamException.of(Fault.STALLED, "silent", null))).hasToString(json(
                "{'error': {'message': 'silent', 'type': 'upstream_stalled', 'param': null,"
                        + " 'code': 'upstream_stalled'}}"));
    }

    @Test
    void aDefectOfOursStaysInTheLog() {
        var failure = ErrorMapping.known(new IllegalStateException("password=123"));

        assertThat(failure).isInstanceOf(InternalException.class);
        assertThat(failure.status()).isEqualTo(500);
        assertThat(OpenAiError.of(failure).toString()).doesNotContain("password");
    }

    private static String json(String text) {
        return text.replace("': ", "':").replace(", '", ",'").replace('\'', '"');
    }
}
