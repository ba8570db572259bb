package dev.ponder.runtime.upstream.sim;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import dev.ponder.runtime.time.Timer;
import dev.ponder.runtime.upstream.UpstreamCall;
import io.smallrye.mutiny.subscription.Cancellable;

/** What the tests of the simulated model share. */
final class SimKit {

    static final ObjectMapper MAPPER = new ObjectMapper();
    static final Timer NO_TIMER = (delay, task) -> {
        throw new AssertionError("a timer of " + delay);
    };

    private SimKit() {
    }

    /** Without delays, and with seed 7. */
    static SimUpstream upstream(double accuracy, double judgeAccuracy) {
        var settings = new SimSettings(accuracy, judgeAccuracy, Duration.ZERO, Duration.ZERO, 7);
        return new SimUpstream(settings, NO_TIMER);
    }

    static SimUpstream slow(ManualDelays delays) {
        var settings = new SimSettings(1, 1, Duration.ofMillis(200), Duration.ofMillis(20), 7);
        return new SimUpstream(settings, delays);
    }

    static UpstreamCall ask(String question) {
        return ask(ChatMessage.user(question));
    }

    static UpstreamCall ask(ChatMessage... messages) {
        return new UpstreamCall("sim", Conversation.of(messages), Map.of(), 1);
    }

    static UpstreamCall with(UpstreamCall call, String parameter, String json) {
        var all = new LinkedHashMap<>(call.parameters());
        all.put(parameter, json(json));
        return new UpstreamCall(call.model(), call.conversation(), all, call.choices());
    }

    static UpstreamCall withSchema(UpstreamCall call, String name, String schema) {
        var format = JsonNodeFactory.instance.objectNode().put("type", "json_schema");
        format.putObject("json_schema").put("name", name).set("schema", json(schema));
        return with(call, "response_format", format.toString());
    }

    static String text(SimUpstream upstream, UpstreamCall call) {
        return upstream.complete(call).await().indefinitely().choices().get(0).text();
    }

    static BigDecimal answer(SimUpstream upstream, UpstreamCall call) {
        return StatedAnswer.in(text(upstream, call)).orElseThrow();
    }

    static JsonNode json(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    /** Time that passes when a test says so. */
    static final class ManualDelays implements Timer {

        final List<Duration> asked = new ArrayList<>();
        private final List<Runnable> pending = new ArrayList<>();

        @Override
        public Cancellable schedule(Duration delay, Runnable task) {
            asked.add(delay);
            pending.add(task);
            return () -> pending.remove(task);
        }

        int timers() {
            return pending.size();
        }

        void pass() {
            List.copyOf(pending).forEach(task -> {
                pending.remove(task);
                task.run();
            });
        }
    }
}
