package dev.ponder.toolkit.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.ponder.api.Fence;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Content;
import dev.ponder.api.chat.ContentPart;
import dev.ponder.api.chat.Conversation;
import dev.ponder.api.chat.Role;

/**
 * What the candidates answer, for a judge to see but not to obey: the conversation as fenced text, its pictures beside
 * it.
 */
record FencedConversation(Conversation conversation) {

    private static final String KIND = "question";

    /** The name of the tags around the conversation. */
    static String tag(Fence fence) {
        return fence.tag(KIND);
    }

    /** A message that shows the conversation, then some text. */
    ChatMessage message(Fence fence, String text) {
        String all = fence.wrap(KIND, "conversation", conversation.transcript(conversation.messages().size())) + "\n\n"
                + text;
        List<ContentPart> pictures = pictures().toList();
        if (pictures.isEmpty()) {
            return ChatMessage.user(all);
        }
        var parts = new ArrayList<ContentPart>(pictures);
        parts.add(new ContentPart.Text(JsonNodeFactory.instance.objectNode().put("type", "text").put("text", all)));
        return new ChatMessage(Role.USER, new Content.Parts(parts), Map.of());
    }

    private Stream<ContentPart> pictures() {
        return conversation.messages().stream()
                .map(ChatMessage::content)
                .flatMap(
                        content -> content instanceof Content.Parts several ? several.parts().stream() : Stream.empty())
                .filter(ContentPart.Opaque.class::isInstance);
    }
}
