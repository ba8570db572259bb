package dev.ponder.resilience.matrix.upstream;

import dev.ponder.support.upstream.ChatJson;

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;


/** What servers do with the usage of an answer. */
public final class UsageVariants {

    private static final String USAGE = "usage";

    private UsageVariants() {
    }

    /** The running figure in every chunk; the last one counts, and none is to be added to another. */
    public static void inEveryChunk(List<ObjectNode> objects) {
        for (int i = 0; i < objects.size() - 1; i++) {
            ObjectNode usage = objects.get(objects.size() - 1).path(USAGE).deepCopy();
            objects.get(i).set(USAGE, usage.put("completion_tokens", Math.min(i, ChatJson.COMPLETION)));
        }
    }

    public static void absent(List<ObjectNode> objects) {
        objects.removeIf(object -> object.has(USAGE) && object.path("choices").isEmpty());
        objects.forEach(object -> object.remove(USAGE));
    }

    public static void zero(List<ObjectNode> objects) {
        objects.stream().filter(object -> object.has(USAGE)).forEach(object -> object.putObject(USAGE)
                .put("prompt_tokens", 0).put("completion_tokens", 0).put("total_tokens", 0));
    }
}
