package dev.ponder.resilience.matrix.upstream;

import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Objects without a choice: beside others in a stream, where they mean nothing; alone in a whole reply. */
public final class EmptyChoices {

    private static final String CHOICES = "choices";

    private EmptyChoices() {
    }

    public static void add(List<ObjectNode> objects) {
        if (objects.size() == 1) {
            ((ArrayNode) objects.get(0).path(CHOICES)).removeAll();
            return;
        }
        ObjectNode empty = objects.get(0).deepCopy();
        empty.putArray(CHOICES);
        objects.add(0, empty);
        objects.add(3, empty);
    }
}
