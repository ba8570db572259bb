package dev.ponder.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.Content;
import dev.ponder.api.chat.ContentPart;
import dev.ponder.api.chat.Role;
import dev.ponder.runtime.upstream.UpstreamCall;

/** At least one call carries the complete conversation and all parameters of the client. */
interface ConversationContract extends ContractSubject {

    @ParameterizedTest
    @ValueSource(strings = {"system", "developer"})
    default void keepsTheConversation(String instructor) {
        ChatRequest request = Requests.rich(new Role(instructor));

        assertThat(callsFor(request))
                .as("calls (expected one with the %s message, the earlier turn, the question and its image)",
                        instructor)
                .anyMatch(call -> keeps(call.conversation().messages(), request.conversation().messages()));
    }

    @Test
    default void passesOnWhatTheClientSets() {
        ChatRequest request = Requests.parametrised();

        assertThat(callsFor(request))
                .as("calls (expected one with the client's temperature, max_tokens and unknown member)")
                .anyMatch(call -> call.parameters().entrySet().containsAll(request.parameters().entrySet()));
    }

    @Test
    default void asksTheModelOfTheRequest() {
        assertThat(callsFor(QUESTION)).anyMatch(call -> call.model().equals(Requests.MODEL));
    }

    private List<UpstreamCall> callsFor(ChatRequest request) {
        StrategyHarness harness = plausible();
        harness.run(request).answer();
        return harness.upstream().calls().stream().map(ScriptedCall::request).toList();
    }

    /** A strategy may add to instructions and question; earlier turns and the image stay unchanged. */
    private static boolean keeps(List<ChatMessage> sent, List<ChatMessage> given) {
        ChatMessage instructions = given.get(0);
        ChatMessage question = given.get(3);
        return any(sent, message -> message.role().equals(instructions.role())
                && message.text().contains(instructions.text()))
                && any(sent, given.get(1)::equals) && any(sent, given.get(2)::equals)
                && sent.indexOf(given.get(1)) < sent.indexOf(given.get(2))
                && any(sent, message -> message.role().equals(question.role())
                        && message.text().contains(question.text())
                        && images(message.content()).equals(images(question.content())));
    }

    private static boolean any(List<ChatMessage> messages, Predicate<ChatMessage> wanted) {
        return messages.stream().anyMatch(wanted);
    }

    private static List<JsonNode> images(Content content) {
        return content instanceof Content.Parts several
                ? several.parts().stream().filter(ContentPart.Opaque.class::isInstance).map(ContentPart::json).toList()
                : List.of();
    }
}
