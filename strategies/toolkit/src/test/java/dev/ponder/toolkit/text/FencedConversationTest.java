package dev.ponder.toolkit.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.ponder.api.Fence;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Content;
import dev.ponder.api.chat.ContentPart;
import dev.ponder.api.chat.Conversation;
import dev.ponder.api.chat.Role;

class FencedConversationTest {

    private static final Fence FENCE = Fence.of(new SplittableRandom(1));
    private static final ContentPart PICTURE = new ContentPart.Opaque(
            JsonNodeFactory.instance.objectNode().put("type", "image_url"));
    private static final Conversation CONVERSATION = Conversation.of(ChatMessage.user("One?"),
            ChatMessage.assistant("1"), new ChatMessage(Role.USER, new Content.Parts(List.of(PICTURE, text("Two?"))),
                    Map.of()));

    @Test
    void showsAllMessagesWithTheirPictures() {
        ChatMessage message = FencedConversation.of(CONVERSATION).message(FENCE, "Judge this.");

        assertThat(message.role()).isEqualTo(Role.USER);
        assertThat(message.text()).isEqualTo(FENCE.wrap("question", "conversation",
                "[user]\nOne?\n\n[assistant]\n1\n\n[user]\nTwo?") + "\n\nJudge this.");
        assertThat(message.content()).isInstanceOfSatisfying(Content.Parts.class,
                content -> assertThat(content.parts()).hasSize(2).startsWith(PICTURE));
    }

    @Test
    void showsTheTextOfTheLastMessagesWithoutPictures() {
        ChatMessage message = FencedConversation.ofLast(2, CONVERSATION).message(FENCE, "Judge this.");

        assertThat(message.text()).contains("[assistant]\n1\n\n[user]\nTwo?").doesNotContain("One?");
        assertThat(message.content()).isInstanceOf(Content.Text.class);
    }

    /** The simulated model depends on these names. */
    @Test
    void kindsHaveFixedNames() {
        assertThat(Arrays.stream(FenceKind.values()).map(kind -> kind.tag(FENCE)))
                .startsWith(FENCE.tag("question"), FENCE.tag("candidate"), FENCE.tag("draft"), FENCE.tag("critique"))
                .allMatch(tag -> tag.matches("[a-z]+-[0-9a-f]{8}"));
    }

    private static ContentPart text(String text) {
        return new ContentPart.Text(JsonNodeFactory.instance.objectNode().put("type", "text").put("text", text));
    }
}
