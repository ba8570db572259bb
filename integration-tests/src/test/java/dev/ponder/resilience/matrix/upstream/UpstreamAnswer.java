package dev.ponder.resilience.matrix.upstream;

import dev.ponder.support.upstream.ChatJson;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;


/**
 * An answer as a healthy upstream would say it, whole or as a stream, whichever is asked for; scripts change its
 * objects and the way they are written.
 *
 * @param objects one whole reply, or the data of the events
 */
public record UpstreamAnswer(boolean streamed, List<ObjectNode> objects) {

    /** Says something else in each choice of each call, so that there is something to choose and to join. */
    static final Script DRAFTS = (call, wire) -> draft(call).write(wire);

    public static final String JSON = "application/json";
    public static final String EVENTS = "text/event-stream";

    /** Says a text well. */
    public static Script says(String text) {
        return says(text, objects -> {
        });
    }

    /** Says a text in objects that are not quite as usual. */
    public static Script says(String text, Consumer<List<ObjectNode>> change) {
        return (call, wire) -> {
            var saying = of(call, text);
            change.accept(saying.objects());
            saying.write(wire);
        };
    }

    /** Says a text, in one choice for each that is asked for. */
    public static UpstreamAnswer of(Call call, String text) {
        return of(call, text, call.choices());
    }

    /** Says a text in so many choices, whatever is asked for. */
    public static UpstreamAnswer of(Call call, String text, int choices) {
        return call.streaming()
                ? new UpstreamAnswer(true, events(call.model(), words(text), choices))
                : new UpstreamAnswer(false, whole(call.model(), Stream.generate(() -> text).limit(choices).toList()));
    }

    String contentType() {
        return streamed ? EVENTS : JSON;
    }

    /** The bytes of its body. */
    String body() {
        return body("data: ", "\n");
    }

    /** The bytes of its body with these words before an event's data, and these ends of lines. */
    String body(String prefix, String lineEnd) {
        if (!streamed) {
            return objects.get(0) + lineEnd;
        }
        return Stream.concat(objects.stream().map(ObjectNode::toString), Stream.of("[DONE]"))
                .map(data -> prefix + data + lineEnd + lineEnd).collect(Collectors.joining());
    }

    void write(Wire wire) throws IOException {
        wire.head(200, contentType()).chunk(body()).end();
    }

    private static UpstreamAnswer draft(Call call) {
        List<String> texts = IntStream.range(0, call.choices())
                .mapToObj(i -> "An ode to the sea, number " + (10 * call.number() + i)).toList();
        return call.streaming() ? of(call, texts.get(0)) : new UpstreamAnswer(false, whole(call.model(), texts));
    }

    private static List<ObjectNode> whole(String model, List<String> texts) {
        return new ArrayList<>(List.of(ChatJson.completion(model, texts, "stop")));
    }

    private static List<ObjectNode> events(String model, List<String> words, int choices) {
        var events = new ArrayList<ObjectNode>();
        for (int choice = 0; choice < choices; choice++) {
            events.add(indexed(ChatJson.role(model), choice));
            for (String word : words) {
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

    private static List<String> words(String text) {
        return List.of(text.split("(?<=\\s)"));
    }
}
