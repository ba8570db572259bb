package dev.ponder.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ponder.support.OpenAiErrors;
import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** An unknown strategy is rejected with the list of the known ones. */
@QuarkusTest
class UnknownStrategyTest extends ServerTest {

    @Test
    void inTheHeader() {
        assertNamed(client.chat(Chat.ask("m"), "X-Ponder-Strategy", "mao"), "X-Ponder-Strategy", "'mao'");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {"mao&re2-m,'mao' in 'mao&re2'", "re2&mao-m,'mao' in 're2&mao'",
            "re2|mao-m,'mao' in 're2|mao'"})
    void inAnExpressionBeforeTheModel(String model, String named) {
        assertNamed(client.chat(Chat.ask(model)), "model", named);
    }

    @Test
    void isNotReadFromAModelNameWithADash() {
        upstream.named("mao-7b").plays(UpstreamScript.answers("391"));

        assertThat(client.chat(Chat.ask("mao-7b")).content(0)).isEqualTo("391");
    }

    @Test
    void thatFollowsAnotherPrefixIsRejected() {
        HttpReply reply = client.chat(Chat.ask("re2-two_stage-m"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(OpenAiErrors.of(reply).path("message").asText()).contains(
                "'re2-two_stage-m' names several strategies",
                "expected one prefix");
    }

    private static void assertNamed(HttpReply reply, String param, String named) {
        assertThat(reply.status()).isEqualTo(400);
        var error = OpenAiErrors.of(reply);
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("param").asText()).isEqualTo(param);
        assertThat(error.path("message").asText()).contains("unknown strategy " + named, "expected one of: ",
                "bon, ", "majority_voting, ", "none, ", "re2, ", "two_stage");
    }
}
