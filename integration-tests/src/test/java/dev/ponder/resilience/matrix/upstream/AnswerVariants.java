package dev.ponder.resilience.matrix.upstream;

import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.support.upstream.ChatJson;
import dev.ponder.support.upstream.UpstreamScript;

/** Answers whose objects differ from OpenAI's: without choices, or with unusual usage. */
public final class AnswerVariants {

    private static final String CHOICES = "choices";
    private static final String USAGE = "usage";

    private AnswerVariants() {
    }

    /** Adds objects without choices to a stream, and removes the choices of a whole completion. */
    public static UpstreamScript emptyChoices(String text) {
        return AnswerObjects.changed(text, objects -> {
            if (objects.size() == 1) {
                ((ArrayNode) objects.get(0).path(CHOICES)).removeAll();
                return;
            }
            ObjectNode empty = objects.get(0).deepCopy();
            empty.putArray(CHOICES);
            objects.add(0, empty);
            objects.add(3, empty);
        });
    }

    /** Sends the running total in every chunk. The last one counts; they must not be added up. */
    public static UpstreamScript usageInEveryChunk(String text) {
        return AnswerObjects.changed(text, objects -> {
            for (int i = 0; i < objects.size() - 1; i++) {
                ObjectNode usage = objects.get(objects.size() - 1).path(USAGE).deepCopy();
                objects.get(i).set(USAGE, usage.put("completion_tokens", Math.min(i, ChatJson.COMPLETION)));
            }
        });
    }

    public static UpstreamScript usageAbsent(String text) {
        return AnswerObjects.changed(text, objects -> {
            objects.removeIf(object -> object.has(USAGE) && object.path(CHOICES).isEmpty());
            objects.forEach(object -> object.remove(USAGE));
        });
    }

    public static UpstreamScript usageZero(String text) {
        return AnswerObjects.changed(text, AnswerVariants::setZero);
    }

    private static void setZero(List<ObjectNode> objects) {
        objects.stream().filter(object -> object.has(USAGE)).forEach(object -> object.putObject(USAGE)
                .put("prompt_tokens", 0).put("completion_tokens", 0).put("total_tokens", 0));
    }
}
