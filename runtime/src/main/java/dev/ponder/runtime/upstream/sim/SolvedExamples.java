package dev.ponder.runtime.upstream.sim;

import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Finds solved examples in a text: {@code Q: 2*3?}, and in the next line {@code A: 6}. */
final class SolvedExamples {

    private static final int MOST = 16;
    private static final Pattern PAIR = Pattern.compile("(?m)^(?:Q|Question|Input): ([^\\n]{1,500})\\n+"
            + "(?:A|Answer|Output): ([^\\n]{1,500})$");

    private SolvedExamples() {
    }

    /** Objects with the members {@code question} and {@code answer}. */
    static ArrayNode in(String text) {
        ArrayNode examples = JsonNodeFactory.instance.arrayNode();
        PAIR.matcher(text).results().limit(MOST).forEach(pair -> examples.addObject()
                .put("question", pair.group(1).strip()).put("answer", pair.group(2).strip()));
        return examples;
    }
}
