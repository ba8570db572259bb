package dev.ponder.runtime.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import dev.ponder.runtime.time.TimerGroup;
import dev.ponder.runtime.upstream.Completion;
import dev.ponder.runtime.upstream.Endpoint;
import dev.ponder.runtime.upstream.RelayCall;
import dev.ponder.runtime.upstream.RelayReceiver;
import dev.ponder.runtime.upstream.RelayedCall;
import dev.ponder.runtime.upstream.StreamEvent;
import dev.ponder.runtime.upstream.TimeoutOverrides;
import dev.ponder.runtime.upstream.Upstream;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.VirtualTime;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

class RenamedModelsTest {

    private static final Map<String, String> NAMES = Map.of("gpt-4", "gpt-4 \"eu\"");

    /** Records the relayed calls. */
    private static final class Recorder implements Upstream {

        private final List<RelayCall> relayed = new ArrayList<>();

        @Override
        public String name() {
            return "recorder";
        }

        @Override
        public Uni<Completion> complete(UpstreamCall call) {
            return Uni.createFrom().nothing();
        }

        @Override
        public Multi<StreamEvent> stream(UpstreamCall call) {
            return Multi.createFrom().nothing();
        }

        @Override
        public RelayedCall relay(RelayCall call, TimerGroup timers, RelayReceiver receiver) {
            relayed.add(call);
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<List<ObjectNode>> models() {
            return Uni.createFrom().item(List.of());
        }
    }

    private static String relayed(String model, String body) {
        var recorder = new Recorder();
        try {
            new RenamedModels(recorder, NAMES).relay(new RelayCall(new Endpoint("/chat/completions", "chat"), model,
                    Buffer.buffer(body), false, false, false, TimeoutOverrides.NONE),
                    new TimerGroup(new VirtualTime()), null);
        } catch (UnsupportedOperationException recorded) {
            // The call is all that is asked for
        }
        return recorder.relayed.get(0).model() + " " + recorder.relayed.get(0).body();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"model":"gpt-4","x": 1.50}                          | {"model":"gpt-4 \\"eu\\"","x": 1.50}
            { "é": {"model": "gpt-4"}, "model" : "gpt-4" }       | { "é": {"model": "gpt-4"}, "model" : "gpt-4 \\"eu\\"" }
            {"messages":[{"model":1}], "model":"\\u0067pt-4"}    | {"messages":[{"model":1}], "model":"gpt-4 \\"eu\\""}
            """)
    void replacesTheModelInTheBytesAndNothingElse(String body, String expected) {
        assertThat(relayed("gpt-4", body)).isEqualTo("gpt-4 \"eu\" " + expected);
    }

    @Test
    void keepsOtherModels() {
        assertThat(relayed("gpt-5", "{\"model\": \"gpt-5\"}")).isEqualTo("gpt-5 {\"model\": \"gpt-5\"}");
    }

    @Test
    void renamesTheModelOfCalls() {
        var model = ScriptedUpstream.answering("Hi");
        var renamed = new RenamedModels(model, NAMES);
        var call = new UpstreamCall("gpt-4", Conversation.of(ChatMessage.user("Hi")), Map.of(), 1);

        renamed.complete(call).subscribe().with(answer -> {
        });
        renamed.stream(call).subscribe().with(event -> {
        });

        assertThat(model.calls()).hasSize(2).allMatch(made -> made.request().model().equals("gpt-4 \"eu\""));
    }
}
