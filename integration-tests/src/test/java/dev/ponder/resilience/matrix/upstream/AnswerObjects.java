package dev.ponder.resilience.matrix.upstream;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.support.upstream.ChatJson;
import dev.ponder.support.upstream.FakeCall;
import dev.ponder.support.upstream.UpstreamScript;

/**
 * A correct answer before it is written. Scripts change its objects or how they are written.
 *
 * @param streamed whether the request asks for a stream
 * @param objects one whole completion, or the data of the events
 */
record AnswerObjects(boolean streamed, List<ObjectNode> objects) {

    /** Returns the answer to a call, with the requested number of choices. */
    static AnswerObjects of(FakeCall call, String text) {
        int choices = call.choices();
        return call.streaming()
                ? new AnswerObjects(true, events(call.model(), text, choices))
                : new AnswerObjects(false, new ArrayList<>(
                        List.of(ChatJson.completion(call.model(), Collections.nCopies(choices, text), "stop"))));
    }

    /** Answers with changed objects. */
    static UpstreamScript changed(String text, Consumer<List<ObjectNode>> change) {
        return call -> {
            AnswerObjects answer = of(call, text);
            change.accept(answer.objects());
            answer.write(call);
        };
    }

    String contentType() {
        return streamed ? "text/event-stream" : "application/json";
    }

    String body() {
        return body("data: ", "\n");
    }

    /** The body, with this field name before the data of each event, and with these line ends. */
    String body(String field, String lineEnd) {
        return streamed
                ? Stream.concat(objects.stream().map(ObjectNode::toString), Stream.of("[DONE]"))
                        .map(data -> field + data + lineEnd + lineEnd).collect(Collectors.joining())
                : objects.get(0) + lineEnd;
    }

    void write(FakeCall call) {
        call.head(200, contentType()).chunk(body()).end();
    }

    private static List<ObjectNode> events(String model, String text, int choices) {
        var events = new ArrayList<ObjectNode>();
        for (int choice = 0; choice < choices; choice++) {
            events.add(indexed(ChatJson.role(model), choice));
            for (String word : text.split("(?<=\\s)")) {
                events.add(indexed(ChatJson.content(model, word), choice));
            }
            events.add(indexed(ChatJson.finish(model, "stop"), choice));
        }
        events.add(ChatJson.usage(model));
        return events;
    }

    private static ObjectNode indexed(ObjectNode chunk, int choice) {
        ((ObjectNode) chunk.path("choices").path(0)).put("index", choice);
        return chunk;
    }
}
