package dev.ponder.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Cost;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Prompt;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;
import io.smallrye.mutiny.Multi;

class ParameterScopeTest {

    /** Drafts, asks another model, and answers. */
    @Strategy(id = "stages", title = "Stages")
    private static class Stages implements InferenceStrategy.Streaming {

        @Override
        public Cost cost(Settings settings) {
            return new Cost(6, 4);
        }

        @Override
        public Multi<AnswerPart> stream(Inference inference) {
            Prompt internal = Prompt.internal("draft", inference.request().conversation()).withMaxTokens(5);
            return inference.sample(internal, 2).collect().asList()
                    .chain(drafts -> inference.sampleIndividually(internal, 1).collect().asList())
                    .chain(drafts -> inference.sample(List.of(internal.withModel("other"))).collect().asList())
                    .chain(drafts -> inference.ask(internal.with("user", TextNode.valueOf("judge"))))
                    .onItem().transformToMulti(
                            verdict -> inference.answer(Prompt.inheriting("answer", inference.request())));
        }
    }

    private static List<Map<String, JsonNode>> sent(Map<String, JsonNode> parameters) {
        var upstream = ScriptedUpstream.answering("a");
        ChatRequest request = Requests.question("Why?");
        for (var parameter : parameters.entrySet()) {
            request = Requests.with(request, parameter.getKey(), parameter.getValue());
        }
        StrategyHarness.of(Stages::new).upstream(upstream).run(request).answer();
        return upstream.calls().stream().map(call -> call.request().parameters()).toList();
    }

    @Test
    void everyCallHasWhatDecidesWhereThePromptGoesAndWhoPays() {
        var parameters = new LinkedHashMap<String, JsonNode>();
        Stream.concat(ParameterScope.EVERY_CALL.parameters().stream(), Stream.of("x_vendor", "a.b", "Provider"))
                .filter(name -> !name.equals("user"))
                .forEach(name -> parameters.put(name, TextNode.valueOf(name)));

        assertThat(sent(parameters)).hasSize(6).allSatisfy(call -> assertThat(call).containsAllEntriesOf(parameters));
    }

    @Test
    void onlyTheCallThatWritesTheAnswerHasItsForm() {
        var parameters = new LinkedHashMap<String, JsonNode>();
        Stream.of(ParameterScope.ANSWER, ParameterScope.SAMPLING).flatMap(scope -> scope.parameters().stream())
                .map(name -> name.replace("*", "any"))
                .filter(name -> !List.of("seed", "audio", "modalities").contains(name))
                .forEach(name -> parameters.put(name, IntNode.valueOf(7)));
        List<Map<String, JsonNode>> calls = sent(parameters);

        assertThat(calls.subList(0, 4))
                .allSatisfy(call -> assertThat(call).isEqualTo(Map.of("max_tokens", IntNode.valueOf(5))));
        assertThat(calls.get(5)).isEqualTo(parameters);
    }

    @Test
    void aStagesOwnValueIsKept() {
        List<Map<String, JsonNode>> calls = sent(Map.of("user", TextNode.valueOf("client")));

        assertThat(calls).extracting(call -> call.get("user").asText())
                .containsExactly("client", "client", "client", "client", "judge", "client");
    }

    @ParameterizedTest
    @CsvSource({"guided_json, ANSWER", "guided_decoding_backend, ANSWER", "guided, EVERY_CALL", "seed, SAMPLING",
            "mirostat_tau, SAMPLING", "chat_template_kwargs, EVERY_CALL", "unheard_of, EVERY_CALL", "STOP, EVERY_CALL"})
    void unknownParametersAreSentOnEveryCall(String parameter, ParameterScope scope) {
        assertThat(ParameterScope.of(parameter)).isEqualTo(scope);
    }

    @Test
    void aParameterHasOneScope() {
        assertThat(Stream.of(ParameterScope.values()).flatMap(scope -> scope.parameters().stream()))
                .doesNotHaveDuplicates();
        assertThat(Stream.of(ParameterScope.values())).allSatisfy(scope -> assertThat(scope.parameters())
                .allSatisfy(name -> assertThat(ParameterScope.of(name)).isEqualTo(scope)));
    }
}
