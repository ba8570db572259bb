package dev.ponder.runtime.rest.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.regex.Matcher;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.chat.Conversation;
import dev.ponder.runtime.rest.inference.StrategyTags.Untagged;
import dev.ponder.runtime.rest.openai.Bodies;
import dev.ponder.runtime.strategy.StrategySelector.Named;

/** Tags are removed from a body and from a conversation alike. */
class StrategyTagsTest {

    private static final String TAGGED = "<ponder_strategy> moa </ponder_strategy> \\nHi";
    private static final String AGAIN = "<optillm_approach>bon</optillm_approach>";

    @ParameterizedTest
    @ValueSource(strings = {
            "[{'role': 'system', 'content': 'Be kind.'}, {'role': 'user', 'content': '%s', 'name': 'n'}]",
            "[{'role': 'user', 'content': 'Why?'}, {'role': 'developer', 'content': '%s'},"
                    + " {'role': 'user', 'content': '%s'}]",
            "[{'role': 'assistant', 'content': '<ponder_strategy>re2</ponder_strategy>'},"
                    + " {'role': 'user', 'content': '%s'}]"})
    void theFirstTagOfAClientsMessageCounts(String messages) {
        Named tag = new Named("moa", "messages[1].content");

        check(messages, tag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{'role': 'user', 'content': [{'type': 'image_url', 'image_url': {'url': 'x'}},"
            + " {'type': 'text', 'text': '%s', 'cache': 1}, {'type': 'text', 'text': '%s'}]},"
            + " {'role': 'assistant', 'content': null, 'tool_calls': []}, {'role': 'user'}]"})
    void partsKeepTheirOtherMembers(String messages) {
        check(messages, new Named("moa", "messages[0].content[1].text"));
    }

    private static void check(String messages, Named expected) {
        ObjectNode body = body(messages.replaceFirst("%s", Matcher.quoteReplacement(TAGGED)).replace("%s", AGAIN));
        ObjectNode untagged = body(messages.replaceFirst("%s", "Hi").replace("%s", ""));

        assertThat(StrategyTags.removeFrom(conversation(body)))
                .isEqualTo(new Untagged(conversation(untagged), Optional.of(expected)));
        assertThat(StrategyTags.removeFrom(body)).contains(expected);
        assertThat(body).isEqualTo(untagged);
    }

    private static ObjectNode body(String messages) {
        return Bodies.json("{'messages': " + messages + "}");
    }

    private static Conversation conversation(ObjectNode body) {
        return MessageReader.read(JsonField.of(body.deepCopy(), "messages"));
    }
}
