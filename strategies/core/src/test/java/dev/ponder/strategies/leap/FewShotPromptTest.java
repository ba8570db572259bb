package dev.ponder.strategies.leap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.node.TextNode;

import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Content;
import dev.ponder.api.chat.Conversation;
import dev.ponder.api.chat.Role;
import dev.ponder.strategies.leap.FewShotPrompt.Demonstration;
import dev.ponder.testing.Requests;

class FewShotPromptTest {

    private static final List<Demonstration> CATS = List.of(new Demonstration("cat", "chat"),
            new Demonstration("dog", "chien"));

    @ParameterizedTest
    @ValueSource(strings = {"Translate.|Q: cat|A: chat|Q: dog|A: chien|Q: cow|A:",
            "Translate.|**Input:** cat|**Output:** chat||**Input:** dog|**Output:** chien||**Input:** cow|",
            "Translate.||Example 1|Question: cat|Answer: chat|---|Example 2|Question: dog|Answer: chien||Now do: cow",
            "Translate.|English: cat|French: chat|English: dog|French: chien|English: cow|French:",
            "Translate.|<example>|Input: cat|Output: chat|</example>|<example>|Input: dog|Output: chien|</example>|cow",
            "Translate.|question 1: cat|ANSWER 1: chat|question 2: dog|ANSWER 2: chien|question 3: cow"})
    void readsLabelledExamples(String text) {
        FewShotPrompt prompt = read(ChatMessage.user(text.replace('|', '\n')));

        assertThat(prompt.demonstrations()).isEqualTo(CATS);
        assertThat(prompt.task()).isEqualTo("Translate.");
    }

    @Test
    void readsAnswersOfSeveralLinesAndQuestionsOfSeveralParts() {
        assertThat(read(
                ChatMessage.user("Text: A cat.\nQuestion: Which\nanimal?\nAnswer: It purrs.\n\nSo: cat\nText: A dog."))
                .demonstrations())
                .containsExactly(new Demonstration("A cat.\nQuestion: Which\nanimal?", "It purrs.\n\nSo: cat"));
    }

    @Test
    void takesOptionsForNoAnswers() {
        assertThat(read(
                ChatMessage.user("Question: It purrs?\nA: cat\nB: dog\nAnswer: A\nQuestion: It barks?\nA: cat\nB: dog"))
                .demonstrations()).containsExactly(new Demonstration("It purrs?\nA: cat\nB: dog", "A"));
    }

    @Test
    void readsTheInstructions() {
        assertThat(read(ChatMessage.system("Translate.\n\nInput: cat\nOutput: chat"), ChatMessage.user("dog"))
                .demonstrations()).containsExactly(CATS.get(0));
    }

    @Test
    void readsNamedMessages() {
        FewShotPrompt prompt = read(ChatMessage.system("Translate."), named("example_user", "cat"),
                named("example_assistant", "chat"), named("example_user", "dog"), named("example_assistant", "chien"),
                ChatMessage.user("cow"));

        assertThat(prompt).isEqualTo(new FewShotPrompt("Translate.", CATS, ""));
    }

    @Test
    void readsEarlierTurnsIfTheInstructionsMentionExamples() {
        ChatMessage[] turns = {ChatMessage.user("cat"), ChatMessage.assistant("chat"), ChatMessage.user("dog"),
                ChatMessage.assistant("chien"), ChatMessage.user("cow")};

        assertThat(FewShotPrompt.of(Conversation.of(turns), 5).zeroShot()).isTrue();
        assertThat(
                FewShotPrompt.of(Conversation.of(turns).withInstructions("Follow the examples."), 5).demonstrations())
                .isEqualTo(CATS);
        assertThat(FewShotPrompt.of(Requests.rich(Role.SYSTEM).conversation().withInstructions("See the examples."), 5)
                .demonstrations()).hasSize(1);
    }

    @Test
    void takesNoMoreThanAllowed() {
        assertThat(FewShotPrompt.of(Conversation.of(ChatMessage.user("Q: cat\nA: chat\nQ: dog\nA: chien\nQ: cow")), 1)
                .demonstrations()).containsExactly(CATS.get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "What is 6 times 7?", "Give me an example of recursion.", "Q: What is 17 * 23?\nA:",
            "Name: Bob\nAge: 5\nName: Al\nAge: 7", "Text: A cat.\nQuestion: Which animal?",
            "Note: see https://a.b\nNote: x",
            "Question: why?\nAnswer: because. Is that right?"})
    void findsNoExamplesInOtherPrompts(String text) {
        assertThat(read(ChatMessage.user(text)).demonstrations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "What is 6 times 7?", "Give me an example of recursion.", "For example, cats purr. Why?"})
    void asksNoModelForExamples(String text) {
        assertThat(read(ChatMessage.user(text)).zeroShot()).isTrue();
    }

    @Test
    void asksAModelForExamplesInAnotherForm() {
        assertThat(
                read(ChatMessage.system("Here are some examples:\na cat is a chat"), ChatMessage.user("cow")).source())
                .startsWith("Here are some examples:");
        assertThat(read(ChatMessage.user("Example 1 - cat is chat\nExample 2 - dog is chien\ncow?")).source())
                .startsWith("Example 1");
    }

    @Test
    void takesLinearTime() {
        String text = "Q: a\nA: b\nC -> D:\n".repeat(20_000) + "*".repeat(200_000) + ":\n" + "a ".repeat(200_000);
        assertTimeoutPreemptively(Duration.ofSeconds(20),
                () -> assertThat(read(ChatMessage.user(text)).demonstrations()).hasSize(5));
    }

    private static FewShotPrompt read(ChatMessage... messages) {
        return FewShotPrompt.of(Conversation.of(messages), 5);
    }

    private static ChatMessage named(String name, String text) {
        return new ChatMessage(Role.SYSTEM, new Content.Text(text), Map.of("name", TextNode.valueOf(name)));
    }
}
