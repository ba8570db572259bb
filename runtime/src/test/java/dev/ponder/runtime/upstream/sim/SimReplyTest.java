package dev.ponder.runtime.upstream.sim;

import static dev.ponder.runtime.upstream.sim.SimKit.ask;
import static dev.ponder.runtime.upstream.sim.SimKit.json;
import static dev.ponder.runtime.upstream.sim.SimKit.text;
import static dev.ponder.runtime.upstream.sim.SimKit.upstream;
import static dev.ponder.runtime.upstream.sim.SimKit.with;
import static dev.ponder.runtime.upstream.sim.SimKit.withSchema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Answer;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Content;
import dev.ponder.api.chat.ContentPart;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.Role;
import dev.ponder.api.chat.Usage;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.runtime.upstream.UpstreamCall;

/** What a reply looks like, and which of a call's parameters shape it. */
class SimReplyTest {

    private static final String TOOLS = """
            [{"type":"function","function":{"name":"clock"}},
             {"type":"function","function":{"name":"calculator","parameters":{"type":"object","properties":{
               "expression":{"type":"string"},"digits":{"type":"integer","minimum":1,"maximum":3}}}}}]""";

    private final SimUpstream upstream = upstream(1, 1);

    @Test
    void thinksInTheOpenAndConcludes() {
        assertThat(text(upstream, ask("What is (2+3)*4?"))).contains("(2 + 3) * 4", " 5", "20")
                .endsWith("\nThe answer is 20.");
    }

    @Test
    void goesBackToTheLastMessageThatAsksSomething() {
        var call = ask(ChatMessage.user("What is 17*23?"), ChatMessage.assistant("The answer is 5+5"),
                ChatMessage.user("Improve your draft."));

        assertThat(text(upstream, call)).endsWith("The answer is 391.");
    }

    @Test
    void saysThatItIsSimulatedWhereThereIsNoArithmetic() {
        assertThat(text(upstream, ask("Who was Ada Lovelace?"))).contains("simulated model",
                "\"Who was Ada Lovelace?\"");
        assertThat(text(upstream, ask("😀".repeat(500)))).contains("😀".repeat(80) + "…")
                .doesNotContain("😀".repeat(81));
        assertThat(text(upstream, ask())).contains("simulated model");
    }

    @Test
    void usesTheTagsThatThePromptAsksFor() {
        var call = ask(ChatMessage.system("Reason between <thinking_ab12> and </thinking_ab12>, look back between "
                + "<reflection_ab12> and </reflection_ab12>, answer between <output_ab12> and </output_ab12>."),
                ChatMessage.user("17*23?"));

        assertThat(text(upstream, call)).startsWith("<thinking_ab12>")
                .contains("<reflection_ab12>", "</thinking_ab12>\n")
                .endsWith("<output_ab12>The answer is 391.</output_ab12>");
    }

    @Test
    void isCutAtTheLimitOfTokens() {
        Answer cut = answer(with(ask("17*23"), "max_tokens", "3"));

        assertThat(SimTokenizer.tokens(cut.text())).hasSize(3);
        assertThat(cut.finishReason()).isEqualTo(FinishReason.LENGTH);
        var seeded = ask("17*23").withSeed(1);
        int tokens = SimTokenizer.count(text(upstream, seeded));
        assertThat(answer(with(seeded, "max_tokens", "" + tokens)).finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(answer(with(seeded, "max_tokens", "" + (tokens - 1))).finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(answer(with(with(ask("17*23"), "max_tokens", "3"), "max_completion_tokens", "999")).finishReason())
                .isEqualTo(FinishReason.STOP);
    }

    @Test
    void endsBeforeAStopSequence() {
        assertThat(answer(with(ask("17*23"), "stop", "\" is 391\"")))
                .satisfies(reply -> assertThat(reply.text()).endsWith("The answer"))
                .satisfies(reply -> assertThat(reply.finishReason()).isEqualTo(FinishReason.STOP));
        assertThat(text(upstream, with(ask("17*23"), "stop", "[\"\", \"zzz\", \"The answer\"]"))).endsWith("\n");
    }

    @Test
    void countsTokensOfPromptAndAllChoices() {
        var call = ask(ChatMessage.system("Be brief."), ChatMessage.user("What is 17*23?")).withChoices(3);
        var completion = upstream.complete(call).await().indefinitely();

        long generated = completion.choices().stream().mapToLong(choice -> SimTokenizer.count(choice.text())).sum();
        assertThat(completion.usage()).isEqualTo(Usage.of(5, generated));
    }

    @Test
    void callsAToolWhenItMust() {
        var first = answer(with(with(ask("17*23?"), "tools", TOOLS), "tool_choice", "\"required\""));
        assertThat(first.callsTools()).isTrue();
        assertThat(first.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(first.toolCalls()).hasSize(1).first().satisfies(call -> {
            assertThat(call.name()).isEqualTo("clock");
            assertThat(call.arguments()).isEqualTo("{\"expression\":\"17*23\"}");
        });

        var named = answer(with(with(ask("17*23?"), "tools", TOOLS), "tool_choice",
                "{\"type\":\"function\",\"function\":{\"name\":\"calculator\"}}"));
        var arguments = json(named.toolCalls().get(0).arguments());
        assertThat(arguments.path("expression").asText()).isEqualTo("17*23");
        assertThat(arguments.path("digits").asInt()).isBetween(1, 3);
    }

    @Test
    void leavesToolsAloneWhenItMay() {
        assertThat(answer(with(ask("17*23?"), "tools", TOOLS)).callsTools()).isFalse();
        assertThat(answer(with(with(ask("17*23?"), "tools", TOOLS), "tool_choice", "\"auto\"")).callsTools()).isFalse();
    }

    @Test
    void looksPastImages() {
        var text = new ContentPart.Text((ObjectNode) json("{\"type\":\"text\",\"text\":\"17*23?\"}"));
        var image = new ContentPart.Opaque(json("{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:,3+4\"}}"));
        var message = new ChatMessage(Role.USER, new Content.Parts(List.of(text, image)), Map.of());

        assertThat(text(upstream, ask(message))).endsWith("The answer is 391.");
    }

    @Test
    void fillsAnySchemaAndAnyJson() {
        var schema = """
                {"type":"object","properties":{"answer":{"type":"string"},"value":{"$ref":"#/$defs/number"},
                 "steps":{"type":"array","items":{"type":"string"},"minItems":3},
                 "verdict":{"enum":["correct","incorrect"]},"rating":{"type":"number","minimum":0,"maximum":1}},
                 "$defs":{"number":{"type":"integer"}}}""";
        var filled = json(text(upstream, withSchema(ask("17*23?"), "notes", schema)));

        assertThat(filled.path("answer").asText()).isEqualTo("391");
        assertThat(filled.path("value").asInt()).isEqualTo(391);
        assertThat(filled.path("steps")).hasSize(3);
        assertThat(filled.path("verdict").asText()).isIn("correct", "incorrect");
        assertThat(filled.path("rating").asDouble()).isBetween(0.0, 1.0);
        assertThat(json(text(upstream, with(ask("17*23?"), "response_format", "{\"type\":\"json_object\"}")))
                .path("answer")
                .asText()).isEqualTo("391");
    }

    @ParameterizedTest
    @CsvSource({"max_tokens, 0", "max_tokens, '\"ten\"'", "seed, 1.5", "max_completion_tokens, -1"})
    void refusesWhatMakesNoSense(String parameter, String value) {
        assertThatThrownBy(() -> text(upstream, with(ask("17*23"), parameter, value)))
                .isInstanceOf(UpstreamException.class)
                .hasMessageContainingAll(value, "expected a whole number")
                .satisfies(failure -> assertThat(((UpstreamException) failure).status()).isEqualTo(400));
    }

    private Answer answer(UpstreamCall call) {
        return upstream.complete(call).await().indefinitely().choices().get(0);
    }
}
