package dev.ponder.strategies.leap;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Content;
import dev.ponder.api.chat.ContentPart;
import dev.ponder.api.chat.Conversation;
import dev.ponder.api.chat.Role;
import dev.ponder.strategies.leap.DemonstrationParser.Parsed;

/**
 * The examples of a conversation, and the task that they belong to. Examples are labelled questions and answers in the
 * instructions or in the last message; messages with the names {@code example_user} and {@code example_assistant}; and earlier
 * turns, if the instructions mention examples.
 *
 * @param task what is said about the task around the examples; may be empty
 * @param demonstrations the examples; empty if there are none, or only a model can find them
 * @param source the text in which a model is to find them; empty if there is nothing to find
 */
record FewShotPrompt(String task, List<Demonstration> demonstrations, String source) {

    private static final Pattern MENTION = Pattern
            .compile("(?<!\\w)(?:examples?|few-shot|demonstrations?|exemplars?)(?!\\w)", Pattern.CASE_INSENSITIVE);

    /** A solved example. */
    record Demonstration(String question, String answer) {}

    FewShotPrompt {
        demonstrations = List.copyOf(demonstrations);
    }

    /** Linear in the length of the conversation. */
    static FewShotPrompt of(Conversation conversation, int maxExamples) {
        String instructions = conversation.messages().stream()
                .filter(message -> message.role().instructs() && exampleAuthor(message).isEmpty())
                .map(ChatMessage::text).collect(Collectors.joining("\n\n")).strip();
        Parsed told = DemonstrationParser.parse(instructions, 1);
        Parsed asked = DemonstrationParser.parse(conversation.question(), 2);
        var found = new ArrayList<>(told.demonstrations());
        found.addAll(turns(conversation, MENTION.matcher(instructions).find()));
        found.addAll(asked.demonstrations());
        if (!found.isEmpty()) {
            String task = Stream.of(told.preamble(), asked.demonstrations().isEmpty() ? "" : asked.preamble())
                    .filter(text -> !text.isBlank()).collect(Collectors.joining("\n\n"));
            return new FewShotPrompt(task, found.stream().limit(maxExamples).toList(), "");
        }
        return new FewShotPrompt("", List.of(), DemonstrationParser.mayContainExamples(instructions)
                ? instructions
                : DemonstrationParser.mayContainExamples(conversation.question()) ? conversation.question() : "");
    }

    /** The length of all texts. */
    long characters() {
        return (long) task.length() + source.length()
                + demonstrations.stream().mapToLong(one -> (long) one.question().length() + one.answer().length())
                        .sum();
    }

    /** Whether there are no examples. */
    boolean zeroShot() {
        return demonstrations.isEmpty() && source.isEmpty();
    }

    /** Earlier questions with their answers: those with names of examples, or all if the instructions mention examples. */
    private static List<Demonstration> turns(Conversation conversation, boolean mentioned) {
        List<ChatMessage> messages = conversation.messages();
        var turns = new ArrayList<Demonstration>();
        for (int i = 0; i + 1 < messages.size(); i++) {
            ChatMessage question = messages.get(i);
            ChatMessage answer = messages.get(i + 1);
            boolean named = exampleAuthor(question).equals("user") && exampleAuthor(answer).equals("assistant");
            boolean turn = question.role().equals(Role.USER) && answer.role().equals(Role.ASSISTANT);
            if ((named || (mentioned && turn)) && consistsOfText(question) && consistsOfText(answer)) {
                turns.add(new Demonstration(question.text(), answer.text()));
            }
        }
        return turns;
    }

    private static boolean consistsOfText(ChatMessage message) {
        return !message.text().isBlank() && !(message.content() instanceof Content.Parts several
                && several.parts().stream().anyMatch(ContentPart.Opaque.class::isInstance));
    }

    /** {@code user} or {@code assistant} for a message that OpenAI's convention names as an example; else empty. */
    private static String exampleAuthor(ChatMessage message) {
        JsonNode name = message.extra().get("name");
        String text = name == null ? "" : name.asText("");
        return text.startsWith("example_") ? text.substring("example_".length()) : "";
    }
}
