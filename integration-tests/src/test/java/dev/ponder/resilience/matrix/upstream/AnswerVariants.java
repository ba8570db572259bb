package dev.ponder.resilience.matrix.upstream;

import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.support.upstream.ChatJson;
import dev.ponder.support.upstream.UpstreamScript;

/** Answers whose objects differ from OpenAI's: without choices, or with unusual usage. */
public final class AnswerVariants {

    /** A member of each message and delta that OpenAI's API does not have. */
    public static final String SIGNATURE = "SIGNATURE==";
    public static final String FINGERPRINT = "fp_matrix";

    private static final String CHOICES = "choices";
    private static final String USAGE = "usage";
    private static final String FINISH_REASON = "finish_reason";

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

    public static UpstreamScript usageNull(String text) {
        return AnswerObjects.changed(text, objects -> objects.stream().filter(object -> object.has(USAGE))
                .forEach(object -> object.putObject(USAGE).putNull("prompt_tokens").putNull("completion_tokens")));
    }

    public static UpstreamScript unknownMembers(String text) {
        return AnswerObjects.changed(text, objects -> objects.forEach(object -> {
            object.put("system_fingerprint", FINGERPRINT);
            object.path(CHOICES).forEach(choice -> {
                JsonNode message = choice.has("message") ? choice.path("message") : choice.path("delta");
                if (message.has("content")) {
                    ((ObjectNode) message).putObject("extra_content").put("signature", SIGNATURE);
                }
            });
        }));
    }

    /** Sends an empty finish reason until the last chunk. */
    public static UpstreamScript emptyFinishReasons(String text) {
        return AnswerObjects.changed(text, objects -> objects.stream().flatMap(AnswerVariants::choices)
                .filter(choice -> choice.path(FINISH_REASON).isNull())
                .forEach(choice -> choice.put(FINISH_REASON, "")));
    }

    /** Repeats the last chunk of a stream that has a choice. */
    public static UpstreamScript finishedTwice(String text) {
        return AnswerObjects.changed(text, objects -> {
            if (objects.size() > 1) {
                objects.add(objects.size() - 1, objects.get(objects.size() - 2));
            }
        });
    }

    /** Leaves the finish chunk out of a stream. */
    public static UpstreamScript neverFinished(String text) {
        return AnswerObjects.changed(text, objects -> {
            if (objects.size() > 1) {
                objects.remove(objects.size() - 2);
            }
        });
    }

    private static Stream<ObjectNode> choices(ObjectNode object) {
        return StreamSupport.stream(object.path(CHOICES).spliterator(), false).map(ObjectNode.class::cast);
    }

    private static void setZero(List<ObjectNode> objects) {
        objects.stream().filter(object -> object.has(USAGE)).forEach(object -> object.putObject(USAGE)
                .put("prompt_tokens", 0).put("completion_tokens", 0).put("total_tokens", 0));
    }
}
