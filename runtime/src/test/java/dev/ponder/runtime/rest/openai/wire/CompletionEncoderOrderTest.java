package dev.ponder.runtime.rest.openai.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.runtime.config.PonderConfig.ReasoningField;
import dev.ponder.runtime.config.StreamingConfig.KeepAliveForm;
import dev.ponder.runtime.config.StreamingConfig.ProgressMode;
import dev.ponder.runtime.engine.ChoicePart;
import dev.ponder.runtime.rest.openai.Bodies;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.StrategyHarness;
import io.vertx.core.buffer.Buffer;

/** Keep-alives and progress keep the order of a choice: nothing before its role, nothing after its finish reason. */
class CompletionEncoderOrderTest {

    private final HarnessRun run = StrategyHarness.of(OneCall::new).run(Requests.question("Hi"));
    private final CompletionEncoder encoder = new CompletionEncoder(
            new ResponseMetadata("chatcmpl-1", 1700000000, "moa-gpt"),
            run.run(), false, new ChatChoiceWriter(ReasoningField.REASONING_CONTENT));

    private void begin(int choice) {
        encoder.encode(new ChoicePart(choice, new AnswerPart.Text("a")));
    }

    private Buffer end(int choice) {
        return encoder.encode(new ChoicePart(choice, new AnswerPart.Finish(FinishReason.STOP)));
    }

    private static ObjectNode only(Buffer event) {
        return Bodies.json(event.toString().replaceFirst("^data: ", "").strip());
    }

    @Test
    void theFirstKeepAliveIsTheRole() {
        assertThat(only(encoder.keepAlive(KeepAliveForm.CHUNK)).at("/choices/0/delta"))
                .hasToString("{\"role\":\"assistant\",\"content\":\"\"}");
        assertThat(only(encoder.keepAlive(KeepAliveForm.CHUNK)).at("/choices/0/delta")).isEmpty();
        assertThat(encoder.encode(new ChoicePart(0, new AnswerPart.Text("a"))).toString()).doesNotContain("role");
    }

    @Test
    void aKeepAliveBelongsToAChoiceThatHasNotEnded() {
        begin(2);
        end(0);
        end(1);

        assertThat(only(encoder.keepAlive(KeepAliveForm.CHUNK)).at("/choices/0/index").asInt()).isEqualTo(2);
        assertThat(only(encoder.keepAlive(KeepAliveForm.CHUNK)).at("/choices/0/delta")).isEmpty();
        end(2);
        assertThat(encoder.keepAlive(KeepAliveForm.CHUNK)).hasToString(": keep-alive\n\n");
    }

    @Test
    void theRolesOfAllChoicesComeFirst() {
        Buffer events = encoder.encode(new ChoicePart(1, 3, new AnswerPart.Text("a")));

        assertThat(events.toString().lines().filter(line -> !line.isEmpty()))
                .map(line -> Bodies.json(line.substring(6)).at("/choices/0"))
                .map(choice -> choice.path("index") + " " + choice.path("delta"))
                .containsExactly("0 {\"role\":\"assistant\",\"content\":\"\"}",
                        "1 {\"role\":\"assistant\",\"content\":\"\"}",
                        "2 {\"role\":\"assistant\",\"content\":\"\"}", "1 {\"content\":\"a\"}");
    }

    @Test
    void progressIsReasoningOfAChoiceThatHasNotEnded() {
        assertThat(encoder.progress("draft 1/3", ProgressMode.REASONING).toString()).contains("\"role\"",
                "\"reasoning_content\":\"draft 1/3\\n\"");
        begin(1);
        end(0);
        assertThat(only(encoder.progress("draft 2/3", ProgressMode.REASONING)).at("/choices/0/index").asInt())
                .isEqualTo(1);
        end(1);
        assertThat(encoder.progress("draft 3/3", ProgressMode.REASONING)).hasToString(": draft 3/3\n\n");
    }

    @Test
    void withoutAUsageChunkTheLastChunkOfAChoiceHasThePonderMember() {
        begin(0);
        ObjectNode end = only(end(0));

        assertThat(end.at("/ponder/strategy").asText()).isEqualTo("one");
        assertThat(end.at("/ponder/calls").asInt()).isEqualTo(1);
        assertThat(encoder.end()).hasToString("data: [DONE]\n\n");
    }
}
