package dev.ponder.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.testing.Requests;

class ConversationTest {

    private final Conversation rich = Requests.rich(Role.SYSTEM).conversation();

    @Test
    void theQuestionIsTheLastOfThePerson() {
        assertThat(rich.question()).isEqualTo("What is two more than that?");
        assertThat(rich.plus(ChatMessage.assistant("42")).question()).isEqualTo("What is two more than that?");
        assertThat(Conversation.of(ChatMessage.system("x")).question()).isEmpty();
    }

    @Test
    void instructionsJoinThoseThatAreThere() {
        Conversation more = rich.withInstructions("Be brief.");

        assertThat(more.messages()).hasSameSizeAs(rich.messages());
        assertThat(more.messages().get(0).text()).isEqualTo("Answer like a ship's cook.\n\nBe brief.");
        assertThat(more.messages().subList(1, 4)).isEqualTo(rich.messages().subList(1, 4));
    }

    @Test
    void instructionsComeFirstWhereThereAreNone() {
        assertThat(Conversation.of(ChatMessage.user("Hi"), ChatMessage.system("late")).withInstructions("Be brief.")
                .messages())
                .containsExactly(ChatMessage.system("Be brief."), ChatMessage.user("Hi"), ChatMessage.system("late"));
        var mute = new ChatMessage(Role.SYSTEM, Content.Missing.NULL, Map.of());
        assertThat(Conversation.of(mute).withInstructions("Be brief.").messages())
                .containsExactly(ChatMessage.system("Be brief."), mute);
    }

    @Test
    void aDeveloperMessageInstructsToo() {
        assertThat(Requests.rich(Role.DEVELOPER).conversation().withInstructions("Be brief.").messages())
                .hasSize(4).first().satisfies(message -> {
                    assertThat(message.role()).isEqualTo(Role.DEVELOPER);
                    assertThat(message.text()).endsWith("Be brief.");
                });
    }

    @Test
    void anotherQuestionKeepsItsImage() {
        ChatMessage question = rich.withQuestion(text -> text + "?").messages().get(3);

        assertThat(question.content()).isEqualTo(new Content.Parts(
                List.of(Requests.text("What is two more than that??"), Requests.image())));
    }

    @Test
    void severalTextsBecomeOneInThePlaceOfTheLastWithItsMembers() {
        ObjectNode hinted = JsonNodeFactory.instance.objectNode().put("type", "text").put("text", "b").put("hint", 1);
        var parts = new Content.Parts(List.of(Requests.text("a"), Requests.image(), new ContentPart.Text(hinted)));

        assertThat(parts.mapText(text -> text + "!")).isEqualTo(new Content.Parts(
                List.of(Requests.image(), new ContentPart.Text(hinted.deepCopy().put("text", "a\nb!")))));
    }

    @Test
    void itTellsWhetherToolHasJustAnswered() {
        var result = new ChatMessage(Role.TOOL, new Content.Text("42"), Map.of());

        assertThat(rich.plus(result).endsWithToolResult()).isTrue();
        assertThat(rich.plus(result, ChatMessage.user("And?")).endsWithToolResult()).isFalse();
        assertThat(Conversation.of().endsWithToolResult()).isFalse();
    }

    @Test
    void aTranscriptShowsTheLastMessagesThatSaySomething() {
        assertThat(rich.transcript(2)).isEqualTo("[assistant]\nForty, aye.\n\n[user]\nWhat is two more than that?");
        assertThat(Conversation.of(new ChatMessage(Role.ASSISTANT, Content.Missing.NULL, Map.of())).transcript(9))
                .isEmpty();
    }
}
