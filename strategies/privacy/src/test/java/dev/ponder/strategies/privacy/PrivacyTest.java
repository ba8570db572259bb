package dev.ponder.strategies.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.Progress;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.Content;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.Role;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.api.error.InferenceException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.strategies.privacy.entity.Detection;
import dev.ponder.strategies.privacy.entity.NameRecogniser;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;

class PrivacyTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String MAIL = "alice@example.com";

    private StrategyHarness harness(ScriptedUpstream model) {
        return StrategyHarness.of(Privacy::new, PrivacyConfig.class).upstream(model);
    }

    private static String sent(StrategyHarness harness, int call) {
        return harness.upstream().call(call).request().conversation().messages().stream()
                .map(message -> message.json().toString()).collect(Collectors.joining("\n"));
    }

    @Test
    void masksTheQuestionAndRestoresTheAnswer() {
        var harness = harness(ScriptedUpstream.answering("I write to [[EMAIL_1]]."));

        Answer answer = harness.ask("Write to " + MAIL + ".");

        assertThat(answer.text()).isEqualTo("I write to " + MAIL + ".");
        assertThat(sent(harness, 0)).contains("Write to [[EMAIL_1]].").contains("Copy placeholders exactly")
                .doesNotContain(MAIL);
    }

    @Test
    void sendsWhatContainsNoPersonalDataUnchanged() {
        var harness = harness(ScriptedUpstream.answering("[[EMAIL_1]]"));
        ChatRequest request = Requests.rich(Role.SYSTEM);

        assertThat(harness.run(request).answer().text()).isEqualTo("[[EMAIL_1]]");
        assertThat(harness.upstream().call(0).request().conversation()).isEqualTo(request.conversation());
    }

    @Test
    void givesAValueTheSamePlaceholderInAllTurns() {
        var harness = harness(ScriptedUpstream.answering("[[EMAIL_2]] and [[EMAIL_1]] and [[PHONE_1]]"));
        ChatMessage first = ChatMessage.user("I am " + MAIL + ", he is bob@example.com.");

        String turn = harness.run(Requests.conversation(first)).answer().text();
        harness.run(Requests.conversation(first, ChatMessage.assistant(turn),
                ChatMessage.user("bob@example.com has moved to carol@example.com, +1 415 555 2671"))).answer();

        assertThat(turn).isEqualTo("bob@example.com and " + MAIL + " and [[PHONE_1]]");
        assertThat(sent(harness, 1)).contains("I am [[EMAIL_1]], he is [[EMAIL_2]].")
                .contains("[[EMAIL_2]] and [[EMAIL_1]]").contains("[[EMAIL_2]] has moved to [[EMAIL_3]], [[PHONE_2]]");
    }

    @Test
    void doesNotRestoreAPlaceholderThatTheUserTyped() {
        var harness = harness(ScriptedUpstream.answering("[[EMAIL_1]] is literal, email_2 too, [[EMAIL_3]] is not."));

        String answer = harness.ask("What is [[Email_1]] or EMAIL_2? Ask " + MAIL).text();

        assertThat(answer).isEqualTo("[[EMAIL_1]] is literal, email_2 too, " + MAIL + " is not.");
        assertThat(sent(harness, 0)).contains("[[Email_1]]").contains("Ask [[EMAIL_3]]");
    }

    @Test
    void masksAValueAlsoWhereNothingShowsWhatItIs() {
        var harness = harness(ScriptedUpstream.answering("078051120"));

        harness.run(Requests.conversation(ChatMessage.user("Look at 078051120."), ChatMessage.assistant("What is it?"),
                ChatMessage.user("My SSN is 078051120."))).answer();

        assertThat(sent(harness, 0)).doesNotContain("078051120").contains("Look at [[SSN_1]].");
    }

    @Test
    void masksArgumentsAndResultsOfToolsAndRestoresArgumentsAsJson() {
        String key = "-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----";
        var call = new ToolCall("call_1", "send", "{\"to\": \"[[EMAIL_1]]\", \"key\": \"[[SECRET_1]]\", \"n\": 1.10}");
        var harness = harness(ScriptedUpstream.replying((asked, number) -> ScriptedReply.answer(
                new Answer("", "", List.of(call), "", FinishReason.TOOL_CALLS, null, List.of()))));
        ObjectNode earlier = JSON.objectNode().put("id", "call_0").put("type", "function");
        earlier.putObject("function").put("name", "find")
                .put("arguments", "{\"ssn\":\"078051120\",\"mail\":\"alice\\u0040example.com\",\"phone\":14155552671}");
        ChatRequest request = Requests.conversation(ChatMessage.user("Send it: " + key),
                new ChatMessage(Role.ASSISTANT, Content.Missing.NULL, Map.of("tool_calls", JSON.arrayNode().add(earlier))),
                new ChatMessage(Role.TOOL, new Content.Text("{\"card\": 4111111111111111, \"street\": \"12 Main Street\\nSpringfield,"
                        + " IL 62704\"}"), Map.of("tool_call_id", TextNode.valueOf("call_0"))));

        HarnessRun run = harness.runStreamed(request);

        assertThat(run.answer().toolCalls().get(0).arguments()).isEqualTo("{\"to\": \"" + MAIL + "\", \"key\": \""
                + key.replace("\n", "\\n") + "\", \"n\": 1.10}");
        assertThat(sent(harness, 0)).doesNotContain("078051120", "example.com", "4155552671", "4111111111111111", "Springfield",
                "MIIEvQ").contains("call_0").contains("[[CARD_1]]").contains("[[ADDRESS_1]]").contains("[[SSN_1]]");
    }

    @Test
    void escapesValuesInAnswersInJson() {
        var harness = harness(ScriptedUpstream.answering("{\"name\": \"[[PERSON_1]]\"}")).parameter("names", List.of("Ann \"A\" Lee"));
        ChatRequest request = Requests.with(Requests.question("I am Ann \"A\" Lee"), "response_format",
                JSON.objectNode().put("type", "json_object"));

        assertThat(harness.run(request).answer().text()).isEqualTo("{\"name\": \"Ann \\\"A\\\" Lee\"}");
    }

    /** A marked secret in every place of a request that is neither an id nor the name of a function. */
    @ParameterizedTest
    @ValueSource(strings = {"content", "part", "name", "system", "assistant", "reasoning_content", "refusal", "tool result",
            "arguments", "custom", "function_call", "image", "file name", "tools", "response_format", "user", "metadata", "stop",
            "prediction", "documents", "x_unknown", "reasoning_details"})
    void sendsASecretFromNoPlaceOfTheRequest(String place) {
        String secret = "leak.marker@example.com";
        var harness = harness(ScriptedUpstream.answering("ok"));
        HarnessRun run = harness.run(PlacedSecret.in(place, secret));

        assertThat(run.failure()).isNull();
        var call = harness.upstream().call(0).request();
        assertThat(sent(harness, 0) + call.parameters()).doesNotContain("leak.marker").contains("EMAIL_1");
        assertThat(run.progress() + " " + run.degraded() + " " + run.stages()).doesNotContain("leak.marker");
    }

    @Test
    void reportsCountsOnly() {
        var harness = harness(ScriptedUpstream.answering("ok"));
        HarnessRun run = harness.run(Requests.question("From " + MAIL + " to bob@example.com, SSN 078-05-1120"));

        assertThat(run.progress()).contains(new Progress("mask", 1, 1, "masked {EMAIL=2, SSN=1}"));
    }

    @Test
    void streamsThePartsOfTheModel() {
        var harness = harness(ScriptedUpstream.answering("one two [[EMAIL_1]] three"));

        List<AnswerPart> parts = harness.stream("Mail " + MAIL);

        assertThat(parts).hasSize(5).contains(new AnswerPart.Text(MAIL + " "));
    }

    @Test
    void sendsWhatWasHeldBackBeforeAFailure() {
        var harness = harness(ScriptedUpstream.replying((call, number) -> ScriptedReply.breakingOff("Dear [[EMAI",
                Fault.STALLED)));

        HarnessRun run = harness.runStreamed(Requests.question("Mail " + MAIL));

        assertThat(run.failure()).isInstanceOf(InferenceException.class);
        assertThat(run.parts()).containsExactly(new AnswerPart.Text("Dear "), new AnswerPart.Text("[[EMAI"));
    }

    @Test
    void restoresTheReasoning() {
        var harness = harness(ScriptedUpstream.replying((call, number) -> ScriptedReply.answer(
                new Answer("Hi [[EMAIL_1]]", "She is [[EMAIL_1]]", List.of(), "", FinishReason.STOP, null, List.of()))));

        assertThat(harness.run(Requests.question("Mail " + MAIL)).answer().reasoning()).isEqualTo("She is " + MAIL);
    }

    @ParameterizedTest
    @CsvSource({"entities, PHONE", "allow, ALICE@example.com"})
    void masksOnlyWhatTheRequestWants(String parameter, String value) {
        var harness = harness(ScriptedUpstream.answering("ok")).parameter(parameter, List.of(value));
        harness.ask("Mail " + MAIL + ", phone +1 415 555 2671");

        assertThat(sent(harness, 0)).contains(MAIL).contains("[[PHONE_1]]");
    }

    @Test
    void masksPatternsOfTheRequest() {
        var harness = harness(ScriptedUpstream.answering("[[CASE_1]]")).parameter("patterns", List.of("CASE=C-[0-9]+"));

        assertThat(harness.ask("About C-12").text()).isEqualTo("C-12");
        assertThat(sent(harness, 0)).contains("About [[CASE_1]]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"case=x", "CASE", "CASE=", "CASE=(", "CASE=(a{1000}){1000}", "CASE=(?<=a)b", "CASE=((a{30}){30}){30}"})
    void rejectsPatternsThatAreWrongOrTooLarge(String pattern) {
        var harness = harness(ScriptedUpstream.answering("ok")).parameter("patterns", List.of(pattern));

        assertThatThrownBy(() -> harness.ask("Hi")).isInstanceOf(InferenceException.class)
                .hasMessageContaining("ponder.strategies.privacy.patterns");
        assertThat(harness.upstream().calls()).isEmpty();
    }

    @Test
    void rejectsUnknownEntities() {
        var harness = harness(ScriptedUpstream.answering("ok")).parameter("entities", List.of("SHOES"));

        assertThatThrownBy(() -> harness.ask("Hi")).hasMessageContaining("'SHOES' (expected one of [EMAIL");
    }

    @Test
    void usesRecognisersOfTheApplication() {
        NameRecogniser names = text -> text.contains("Anna") ? List.of(
                new Detection("PERSON", text.indexOf("Anna"), text.indexOf("Anna") + 4, 0.9)) : List.of();
        var harness = StrategyHarness.of(config -> new Privacy(config, List.of(names)), PrivacyConfig.class)
                .upstream(ScriptedUpstream.answering("Hi [[PERSON_1]]"));

        assertThat(harness.ask("I am Anna, Anna!").text()).isEqualTo("Hi Anna");
        assertThat(sent(harness, 0)).contains("I am [[PERSON_1]], [[PERSON_1]]!");
    }

    @ParameterizedTest
    @CsvSource({"block, 0", "skip, 1"})
    void sendsNothingIfARecogniserFails(String onError, int calls) {
        NameRecogniser broken = text -> {
            throw new IllegalStateException("cannot read " + text);
        };
        var harness = StrategyHarness.of(config -> new Privacy(config, List.of(broken)), PrivacyConfig.class)
                .with("ponder.strategies.privacy.on-error", onError).upstream(ScriptedUpstream.answering("ok"));

        HarnessRun run = harness.run(Requests.question("Mail " + MAIL));

        assertThat(harness.upstream().calls()).hasSize(calls);
        assertThat(run.failure() == null).isEqualTo(calls == 1);
        assertThat(run.degraded()).hasSize(calls);
        if (run.failure() != null) {
            assertThat(run.failure()).hasMessageContaining("failed with IllegalStateException").hasNoCause();
            assertThat(run.failure().getMessage()).doesNotContain(MAIL);
        }
    }

    @Test
    void saysThatImagesAreNotMaskedOrRejectsThem() {
        var harness = harness(ScriptedUpstream.answering("ok"));
        ChatRequest request = Requests.rich(Role.SYSTEM);

        assertThat(harness.run(request).degraded())
                .containsExactly("privacy: 1 images, audio parts or files were sent unmasked");
        harness.parameter("media", PrivacyConfig.Media.REJECT);
        assertThat(harness.run(request).failure()).hasMessageContaining("ponder.strategies.privacy.media");
    }

    private static JsonNode text(String value) {
        return TextNode.valueOf(value);
    }

    /** Requests with a value in one place. */
    private static final class PlacedSecret {

        static ChatRequest in(String place, String secret) {
            ChatRequest question = Requests.question("Hello");
            String said = "I know " + secret + ".";
            return switch (place) {
                case "content" -> Requests.question(said);
                case "part" -> message(Role.USER, new Content.Parts(List.of(Requests.text(said), Requests.image())), Map.of());
                case "name" -> message(Role.USER, new Content.Text("Hello"), Map.of("name", text(secret)));
                case "system" -> Requests.conversation(ChatMessage.system(said), ChatMessage.user("Hello"));
                case "assistant" -> Requests.conversation(ChatMessage.assistant(said), ChatMessage.user("Hello"));
                case "reasoning_content", "refusal" -> message(Role.ASSISTANT, Content.Missing.NULL, Map.of(place, text(said)));
                case "reasoning_details" -> message(Role.ASSISTANT, Content.Missing.NULL, Map.of(place, JSON.arrayNode()
                        .add(JSON.objectNode().put("type", "reasoning.text").put("text", said).put("signature", "c2ln"))));
                case "tool result" -> message(Role.TOOL, new Content.Text("[\"" + said + "\"]"), Map.of());
                case "arguments" -> message(Role.ASSISTANT, Content.Missing.ABSENT, Map.of("tool_calls", JSON.arrayNode().add(
                        JSON.objectNode().set("function", JSON.objectNode().put("name", "f").put("arguments", "{\"" + secret
                                + "\": [\"x\"]}")))));
                case "custom" -> message(Role.ASSISTANT, Content.Missing.ABSENT, Map.of("tool_calls", JSON.arrayNode().add(
                        JSON.objectNode().put("type", "custom").set("custom", JSON.objectNode().put("input", said)))));
                case "function_call" -> message(Role.ASSISTANT, Content.Missing.ABSENT, Map.of("function_call",
                        JSON.objectNode().put("name", "f").put("arguments", "{\"a\": \"" + said + "\"")));
                case "image" -> message(Role.USER, new Content.Parts(List.of(new dev.ponder.api.chat.ContentPart.Opaque(
                        JSON.objectNode().put("type", "image_url").set("image_url", JSON.objectNode().put("url",
                                "https://x.org/a?user=" + secret))))), Map.of());
                case "file name" -> message(Role.USER, new Content.Parts(List.of(new dev.ponder.api.chat.ContentPart.Opaque(
                        JSON.objectNode().put("type", "file").set("file", JSON.objectNode().put("filename", secret))))), Map.of());
                case "tools" -> Requests.with(question, place, JSON.arrayNode().add(JSON.objectNode().set("function",
                        JSON.objectNode().put("name", "f").put("description", said))));
                case "response_format" -> Requests.with(question, place, JSON.objectNode().put("type", "json_schema")
                        .set("json_schema", JSON.objectNode().put("description", said)));
                case "stop" -> Requests.with(question, place, JSON.arrayNode().add(secret));
                case "metadata", "prediction" -> Requests.with(question, place, JSON.objectNode().put("content", said));
                default -> Requests.with(question, place, text(said));
            };
        }

        private static ChatRequest message(Role role, Content content, Map<String, JsonNode> extra) {
            return Requests.conversation(ChatMessage.user("Hello"), new ChatMessage(role, content, extra));
        }
    }
}
