package dev.ponder.toolkit.reply;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.Answer;
import dev.ponder.api.Inference;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import io.smallrye.mutiny.Uni;

/**
 * The form in which a stage wants a reply: one JSON object. Reads the object alone, in a code fence or between prose; a
 * format may also read prose without JSON. Immutable, thread-safe.
 *
 * @param <T> what is read from a reply
 * @param name the schema's name, sent to the upstream: letters, digits and underscores
 * @param schema the JSON schema of the object
 * @param decisive the member without which an object is not the reply, usually the last
 * @param json reads the object; empty when a value is missing or out of range
 * @param prose reads a reply without such an object; empty when that is impossible
 */
public record ReplyFormat<T>(String name, JsonNode schema, String decisive, Function<JsonNode, Optional<T>> json,
        Function<String, Optional<T>> prose) {

    private static final PromptTemplate REPAIR = PromptTemplate.of(ReplyFormat.class, "repair");

    /** A format that reads JSON only. */
    public static <T> ReplyFormat<T> of(String name, ReplySchema schema, String decisive,
            Function<JsonNode, Optional<T>> json) {
        return new ReplyFormat<>(name, schema.build(), decisive, json, text -> Optional.empty());
    }

    /** The same format, which also reads a reply without the JSON object. */
    public ReplyFormat<T> orProse(Function<String, Optional<T>> reader) {
        return new ReplyFormat<>(name, schema, decisive, json, reader);
    }

    /** Reads a reply; empty when it has neither a valid object nor readable prose. Takes linear time. */
    public Optional<T> read(String reply) {
        return JsonInText.find(reply, decisive).flatMap(json).or(() -> prose.apply(reply));
    }

    /**
     * Makes one call, and a second one when the first reply is complete and cannot be read. Returns an empty value when the
     * second reply cannot be read either, when a reply was cut off before its end, and when a call fails
     * {@linkplain TolerableFailure tolerably}; other failures are passed on. Cancelling stops the call.
     */
    public Uni<Optional<T>> ask(Inference inference, Prompt prompt) {
        Prompt formatted = prompt.withJsonSchema(name, schema);
        return inference.ask(formatted)
                .chain(reply -> parsed(inference, reply).chain(value -> value.isPresent() || !reply.complete()
                        ? Uni.createFrom().item(value)
                        : repaired(inference, formatted, reply)))
                .onFailure(TolerableFailure::isTolerable).recoverWithItem(Optional.empty());
    }

    /** Makes {@link #ask one such call} for each prompt, in parallel; the values are in the order of the prompts. */
    public Uni<List<Optional<T>>> askAll(Inference inference, List<Prompt> prompts) {
        return prompts.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Uni.join().all(prompts.stream().map(prompt -> ask(inference, prompt)).toList()).andFailFast();
    }

    private Uni<Optional<T>> repaired(Inference inference, Prompt prompt, Answer unreadable) {
        Conversation conversation = prompt.conversation().plus(ChatMessage.assistant(unreadable.text()),
                ChatMessage.user(REPAIR.render(Map.of("schema", schema.toString()))));
        return inference.ask(prompt.withConversation(conversation)).chain(reply -> parsed(inference, reply));
    }

    private Uni<Optional<T>> parsed(Inference inference, Answer reply) {
        return inference.compute(reply.characters(), () -> read(reply.text()));
    }
}
