package dev.ponder.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Bodies of chat requests, of a given size: text that is not only ASCII, and in larger bodies tools and an image. */
final class RequestBodies {

    private static final String TEXT = "Grüße aus Zürich: prüfe diese Rechnung, 日本語の文章も読む, naïve façade, 42 °C \uD83D\uDE42. "
            + "A train leaves at nine and travels 240 km in three hours; how fast does it go, and when does it arrive? ";
    /** Bodies of this size and more have tools and an image. */
    private static final int LARGE = 10_000;
    private static final double SHARE_OF_IMAGE = 0.4;

    private final Path directory;

    RequestBodies(Path directory) {
        this.directory = directory;
    }

    /** A request for a completion of about 1 KB without delay. */
    Path unary(int size) {
        return unary("mock-b600", size);
    }

    Path unary(String model, int size) {
        return write(model + "-" + size + ".json", body(model, false, size));
    }

    /** A request for a stream. */
    Path stream(int chunks, int intervalMillis) {
        String model = "mock-n" + chunks + "-i" + intervalMillis;
        return write(model + ".json", body(model, true, 1_000));
    }

    /** A request that a strategy answers. */
    Path strategy(String model, String strategy) {
        ObjectNode body = body(model, false, 1_000);
        body.putObject("ponder").put("strategy", strategy);
        return write(model + "-" + strategy + ".json", body);
    }

    private Path write(String name, ObjectNode body) {
        try {
            return Files.writeString(directory.resolve(name), body.toString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static ObjectNode body(String model, boolean stream, int size) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", model).put("stream", stream);
        body.put("temperature", 0.7).put("max_tokens", 256).put("user", "benchmark");
        ArrayNode messages = body.putArray("messages");
        messages.addObject().put("role", "system").put("content", "You are a careful assistant.");
        ObjectNode user = messages.addObject().put("role", "user");
        if (size < LARGE) {
            user.put("content", text(size - bytes(body)));
        } else {
            addTools(body);
            int image = (int) (size * SHARE_OF_IMAGE);
            ArrayNode parts = user.putArray("content");
            parts.addObject().put("type", "image_url").putObject("image_url")
                    .put("url", "data:image/png;base64," + "iVBORw0KGgoAAAAN".repeat(image / 16));
            parts.addObject().put("type", "text").put("text", text(size - bytes(body)));
        }
        return body;
    }

    private static void addTools(ObjectNode body) {
        ArrayNode tools = body.putArray("tools");
        for (String name : new String[]{"weather", "calendar", "calculator", "search", "translate"}) {
            ObjectNode parameters = tools.addObject().put("type", "function").putObject("function")
                    .put("name", name).put("description", "Calls the " + name + " for a place and a day.")
                    .putObject("parameters").put("type", "object");
            ObjectNode properties = parameters.putObject("properties");
            properties.putObject("place").put("type", "string").put("description", "Ort, 場所, place");
            properties.putObject("day").put("type", "string").put("format", "date");
            parameters.putArray("required").add("place").add("day");
        }
    }

    private static String text(int bytes) {
        int perRepeat = TEXT.getBytes(StandardCharsets.UTF_8).length;
        return TEXT.repeat(Math.max(1, bytes / perRepeat));
    }

    private static int bytes(ObjectNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
