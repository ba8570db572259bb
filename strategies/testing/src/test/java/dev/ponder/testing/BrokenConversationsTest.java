package dev.ponder.testing;

import static dev.ponder.testing.Broken.assertCaught;
import static dev.ponder.testing.Broken.contract;
import static dev.ponder.testing.Broken.prompt;

import org.junit.jupiter.api.Test;

import dev.ponder.api.AnswerPart.Text;
import dev.ponder.api.Prompt;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Content;
import dev.ponder.api.chat.Conversation;

/** What the client said or set, lost on the way. Each strategy breaks one rule; the contract catches it. */
class BrokenConversationsTest {

    @Test
    void forgettingTheInstructions() {
        var contract = contract(inference -> inference.answer(prompt(inference)
                .withConversation(new Conversation(inference.request().conversation().messages().stream()
                        .filter(message -> !message.role().instructs()).toList()))));

        assertCaught(() -> contract.keepsTheConversation("system"));
        assertCaught(() -> contract.keepsTheConversation("developer"));
    }

    @Test
    void flatteningTheConversation() {
        var contract = contract(inference -> inference.answer(prompt(inference).withConversation(
                Conversation.of(ChatMessage.user(inference.request().conversation().transcript(99))))));

        assertCaught(() -> contract.keepsTheConversation("system"));
    }

    @Test
    void losingTheImage() {
        var contract = contract(inference -> inference.answer(prompt(inference)
                .withConversation(new Conversation(inference.request().conversation().messages().stream()
                        .map(message -> new ChatMessage(message.role(),
                                new Content.Text(message.text()), message.extra()))
                        .toList()))));

        assertCaught(() -> contract.keepsTheConversation("system"));
    }

    @Test
    void droppingWhatTheClientSets() {
        var contract = contract(
                inference -> inference.answer(Prompt.internal("answer", inference.request().conversation())));

        assertCaught(contract::passesOnWhatTheClientSets);
    }

    @Test
    void choosingItsOwnTemperature() {
        var contract = contract(inference -> inference.answer(prompt(inference).withTemperature(1)));

        assertCaught(contract::passesOnWhatTheClientSets);
    }

    @Test
    void askingAnotherModel() {
        var contract = contract(inference -> inference.answer(prompt(inference).withModel("other")));

        assertCaught(contract::asksTheModelOfTheRequest);
    }
}
