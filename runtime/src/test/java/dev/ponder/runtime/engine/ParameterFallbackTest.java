package dev.ponder.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Prompt;
import dev.ponder.api.Strategy;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.runtime.upstream.CallForm;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;
import io.smallrye.mutiny.Multi;

/** A stage that sets a limit, a temperature and a schema, and models that refuse some of them. */
class ParameterFallbackTest {

    private static final Map<String, String> REFUSALS = Map.of(
            "max_tokens", "Unsupported parameter: 'max_tokens' is not supported with this model."
                    + " Use 'max_completion_tokens' instead.",
            "temperature", "Unsupported value: 'temperature' does not support 0.7 with this model.",
            "response_format", "No structured output here.");

    /** How a stage makes its call. */
    private enum Way {
        ASK, SAMPLE, APART, ANSWER
    }

    @Strategy(id = "fussy", title = "Fussy")
    private static class Fussy implements InferenceStrategy.Streaming {

        private final Way way;

        Fussy(Way way) {
            this.way = way;
        }

        @Override
        public Multi<AnswerPart> stream(Inference inference) {
            Prompt prompt = Prompt.internal("judge", inference.request().conversation())
                    .withMaxTokens(50).withTemperature(0.7)
                    .withJsonSchema("verdict", JsonNodeFactory.instance.objectNode());
            Multi<AnswerPart> done = Multi.createFrom().item(new AnswerPart.Text("done"));
            return switch (way) {
                case ASK -> inference.ask(prompt).onItem().transformToMulti(answer -> done);
                case SAMPLE -> inference.sample(prompt, 2).collect().asList()
                        .onItem().transformToMulti(answers -> done);
                case APART -> inference.sampleIndividually(prompt, 2).collect().asList()
                        .onItem().transformToMulti(answers -> done);
                case ANSWER -> inference.answer(prompt);
            };
        }
    }

    private static ScriptedUpstream refusing(String... parameters) {
        return ScriptedUpstream.replying((call, number) -> Stream.of(parameters)
                .filter(call.parameters()::containsKey).findFirst()
                .<ScriptedReply>map(refused -> new ScriptedReply.Fails(UpstreamException.of(Fault.BAD_REQUEST,
                        REFUSALS.get(refused), null)))
                .orElseGet(() -> ScriptedReply.text("done")));
    }

    private static StrategyHarness harness(Way way, ScriptedUpstream upstream) {
        return StrategyHarness.of(() -> new Fussy(way)).upstream(upstream);
    }

    private static Set<String> asked(ScriptedUpstream upstream, int call) {
        return upstream.call(call).request().parameters().keySet();
    }

    @ParameterizedTest
    @EnumSource
    void whatTheModelRefusesIsLeftOutOrRenamedAtNoChargeAndRemembered(Way way) {
        var upstream = refusing("max_tokens", "temperature", "response_format");
        int needed = way == Way.SAMPLE || way == Way.APART ? 2 : 1;
        StrategyHarness harness = harness(way, upstream).with("ponder.limits.max-calls", "" + needed);
        for (boolean streamed : new boolean[]{false, true, false}) {
            ChatRequest question = Requests.question("Why?");
            HarnessRun run = streamed ? harness.runStreamed(question) : harness.run(question);
            assertThat(run.answer().text()).isEqualTo("done");
        }

        assertThat(asked(upstream, 0)).containsExactly("max_tokens", "temperature", "response_format");
        UpstreamCall last = upstream.call(upstream.calls().size() - 1).request();
        assertThat(last.parameters()).isEqualTo(Map.<String, JsonNode>of("max_completion_tokens", IntNode.valueOf(50)));
        assertThat(upstream.calls()).hasSize(needed * (4 + 1 + 1));
    }

    @Test
    void nothingIsLearnedFromSecondTryThatFailsToo() {
        var upstream = ScriptedUpstream.replying((call, number) -> number < 2
                ? ScriptedReply.failing(Fault.BAD_REQUEST)
                : ScriptedReply.text("done"));
        StrategyHarness harness = harness(Way.ASK, upstream);

        assertThat(harness.run(Requests.question("Why?")).failure()).hasFieldOrPropertyWithValue("status", 400);
        assertThat(asked(upstream, 1)).containsExactly("max_tokens", "temperature");
        harness.ask("Why?");
        assertThat(asked(upstream, 2)).containsExactly("max_tokens", "temperature", "response_format");
    }

    @Test
    void aFieldThatTheUpstreamNamesIsEnough() {
        var upstream = ScriptedUpstream.replying((call, number) -> number == 0
                ? new ScriptedReply.Fails(
                        UpstreamException.reported(Fault.BAD_REQUEST, 400, null, "temperature", "no", Map.of()))
                : ScriptedReply.text("done"));
        harness(Way.ASK, upstream).ask("Why?");

        assertThat(asked(upstream, 1)).containsExactly("max_tokens", "response_format");
    }

    @Test
    void otherFaultsAreNotAboutParameters() {
        var upstream = ScriptedUpstream.replying((call, number) -> new ScriptedReply.Fails(
                UpstreamException.of(Fault.UNAUTHENTICATED, "no temperature for you", null)));

        assertThat(harness(Way.ASK, upstream).run(Requests.question("Why?")).failure())
                .hasFieldOrPropertyWithValue("status", 401);
        assertThat(upstream.calls()).hasSize(1);
    }

    @Test
    void aStreamThatBeganIsNotOpenedAgain() {
        var upstream = ScriptedUpstream.replying((call, number) -> ScriptedReply.breakingOff("do", Fault.BAD_REQUEST));

        assertThat(harness(Way.ANSWER, upstream).runStreamed(Requests.question("Why?")).failure())
                .hasFieldOrPropertyWithValue("status", 400);
        assertThat(upstream.calls()).hasSize(1);
    }

    @Test
    void whatTheClientSentIsNeverTakenBack() {
        var upstream = refusing("max_tokens");

        assertThat(StrategyHarness.of(Toys.Moa::new).upstream(upstream).run(Requests.parametrised()).failure())
                .hasMessageContaining("max_tokens");
        assertThat(upstream.calls()).hasSize(1);
    }

    private static ScriptedUpstream rejecting(Predicate<UpstreamCall> rejected, @Nullable String param,
            String message) {
        return ScriptedUpstream.replying((call, number) -> rejected.test(call)
                ? new ScriptedReply.Fails(UpstreamException.reported(Fault.BAD_REQUEST, 400, null, param, message,
                        Map.of()))
                : ScriptedReply.text("done"));
    }

    private static List<CallForm> forms(ScriptedUpstream upstream) {
        return upstream.calls().stream().map(call -> call.request().form()).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "thinking must be off for non-streaming calls",
            "parameter.enable_thinking must be set to false for non-streaming calls",
            "This model only support stream mode, please enable the stream parameter to access the model.",
            "Stream must be set to true",
            "Non-streaming requests are not supported for this model",
            "stream=true is required for o3-deep-research",
            "Streaming is required for operations that may take longer than 10 minutes.",
            "[{'type': 'value_error', 'loc': ('body', 'stream'), 'msg': 'this endpoint requires streaming'}]"})
    void aModelThatOnlyStreamsIsCalledForStreamAtNoChargeAndRemembered(String message) {
        var upstream = rejecting(call -> !call.form().streamOnly(), null, message);
        StrategyHarness harness = StrategyHarness.of(Toys.Bon::new).upstream(upstream)
                .with("ponder.limits.max-calls", "2");

        assertThat(harness.ask("Why?").text()).isEqualTo("done");
        assertThat(harness.ask("Why?").text()).isEqualTo("done");

        assertThat(forms(upstream)).hasSize(6).extracting(CallForm::streamOnly)
                .containsExactly(false, false, true, true, true, true);
    }

    @Test
    void aFieldNamedStreamIsEnough() {
        var upstream = rejecting(call -> !call.form().streamOnly(), "stream", "no");

        assertThat(StrategyHarness.of(Toys.Moa::new).upstream(upstream).ask("Why?").text()).isEqualTo("done");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "[{'type': 'extra_forbidden', 'loc': ('body', 'stream_options')}]",
            "body.stream_options: Extra inputs are not permitted",
            "Extra inputs are not permitted",
            "Unrecognized request argument supplied: stream_options",
            "Unknown parameter: 'stream_options'.",
            "unsupported parameter(s)",
            "additional properties are not allowed"})
    void usageOfStreamIsNotAskedForWhereStreamOptionsAreRejected(String message) {
        var upstream = rejecting(call -> call.form().streamOptions(), null, message);
        StrategyHarness harness = StrategyHarness.of(Toys.Moa::new).upstream(upstream)
                .with("ponder.limits.max-calls", "1");
        for (int i = 0; i < 2; i++) {
            HarnessRun run = harness.runStreamed(Requests.question("Why?"));
            assertThat(run.answer().text()).isEqualTo("done");
        }

        assertThat(forms(upstream)).extracting(CallForm::streamOptions).containsExactly(true, false, false);
    }

    @Test
    void theRejectionOfClientsParameterIsItsOwn() {
        var upstream = rejecting(call -> true, null, "Unrecognized request argument supplied: temperature");

        assertThat(StrategyHarness.of(Toys.Moa::new).upstream(upstream).runStreamed(Requests.parametrised()).failure())
                .hasMessageContaining("temperature");
        assertThat(upstream.calls()).hasSize(1);
    }
}
