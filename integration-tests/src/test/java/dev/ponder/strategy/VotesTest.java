package dev.ponder.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.support.ServerTest;
import dev.ponder.support.client.Chat;
import dev.ponder.support.client.HttpReply;
import dev.ponder.support.upstream.FakeModel;
import dev.ponder.support.upstream.UpstreamScript;
import io.quarkus.test.junit.QuarkusTest;

/** Votes and verdicts compare like with like, and an answer that could not be chosen by them says so. */
@QuarkusTest
class VotesTest extends ServerTest {

    private static final List<String> PROGRAMS = List.of("def rev(s):\n    return s[::-1]", "def rev(s): pass",
            "def rev(s): return ''.join(reversed(s))",
            "def rev(s):\n    t = ''\n    for c in s:\n        t = c + t\n    return t",
            "def rev(s):\n    return s if not s else rev(s[1:]) + s[0]");

    @ParameterizedTest
    @ValueSource(strings = {"length", "model_length", "max_tokens", "content_filter", "error"})
    void whatIsNotCompleteDoesNotVote(String reason) {
        UpstreamScript cutOff = UpstreamScript.answers("So far 36", reason).ignoringN();
        UpstreamScript complete = UpstreamScript.answers("6*7: the answer is 42.").ignoringN();
        FakeModel model = model().plays(call -> (call.number() <= 5 ? cutOff : complete).play(call));

        HttpReply reply = ask("majority_voting", "k", 8, model, "What is 6*7?");

        assertThat(reply.content(0)).contains("42");
        assertThat(degraded(reply)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"majority_voting k", "self_consistency samples"})
    void jsonVotesByItsLabels(String strategy) {
        FakeModel model = model().plays(inTurn(Stream.concat(
                Stream.of("one", "two", "three", "four", "five").map(own -> label(own, "refund")),
                Stream.of("same", "same", "same").map(same -> label(same, "billing"))).toList()));

        HttpReply reply = ask(strategy.split(" ")[0], strategy.split(" ")[1], 8, model, "Label the message.");

        assertThat(reply.content(0)).contains("refund");
        assertThat(degraded(reply)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"majority_voting k", "self_consistency samples"})
    void fiveProgramsOfWhichNoTwoAgreeAreDegraded(String strategy) {
        FakeModel model = model().plays(inTurn(PROGRAMS));

        HttpReply reply = ask(strategy.split(" ")[0], strategy.split(" ")[1], 5, model, "Write rev(s) in Python.");

        assertThat(reply.content(0)).isIn(PROGRAMS).isNotEqualTo("def rev(s): pass");
        assertThat(degraded(reply)).contains("no two of 5 answers agree");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Which computer should a writer buy?", "How long does it take to learn the piano?",
            "What happened on 9/11?"})
    void openQuestionsAreJudgedAndUnreadableVerdictsAreDegraded(String question) {
        FakeModel model = model().plays(inTurn(List.of("In short, 2001.", "A longer text that ends with the year 2001.",
                "A longer text, too, that ends with the year 2001.")));

        HttpReply reply = ask("bon", "samples", 3, model, question);

        assertThat(reply.json().path("ponder").path("stages").findValuesAsText("name")).contains("judge");
        assertThat(reply.content(0)).startsWith("A longer text");
        assertThat(degraded(reply)).contains("no verdict of the judge could be read");
    }

    private HttpReply ask(String strategy, String parameter, int samples, FakeModel model, String question) {
        ObjectNode body = Chat.ask(strategy + "-" + model.name());
        ((ObjectNode) body.path("messages").get(0)).put("content", question);
        body.putObject("ponder").putObject(strategy).put(parameter, samples);
        HttpReply reply = client.chat(body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply;
    }

    /** The texts in turn; all further calls, those of judges, get a reply without a verdict. */
    private static UpstreamScript inTurn(List<String> texts) {
        return UpstreamScript.answers(
                call -> call.number() <= texts.size() ? texts.get(call.number() - 1) : "I would rather not say.")
                .ignoringN();
    }

    private static String label(String explanation, String label) {
        return "{\"explanation\": \"" + explanation + "\", \"label\": \"" + label + "\"}";
    }

    private static String degraded(HttpReply reply) {
        return reply.json().path("ponder").path("degraded").asText();
    }
}
