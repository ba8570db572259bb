package dev.ponder.strategies.cepo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.TextNode;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.chat.Conversation;
import dev.ponder.toolkit.answer.ReasoningText;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** The calls of the steps 1 to 3. */
final class StepCalls {

    private final Inference inference;

    StepCalls(Inference inference) {
        this.inference = inference;
    }

    /** The prompt of a step: the conversation with these instructions. */
    Prompt prompt(String stage, String instructions, double temperature, OptionalInt maxTokens,
            Optional<String> reasoningEffort) {
        Conversation conversation = inference.request().conversation().withInstructions(instructions);
        Prompt prompt = Prompt.internal(stage, conversation).withTemperature(temperature);
        Prompt limited = maxTokens.isPresent() ? prompt.withMaxTokens(maxTokens.getAsInt()) : prompt;
        return reasoningEffort.isPresent()
                ? limited.with("reasoning_effort", TextNode.valueOf(reasoningEffort.get()))
                : limited;
    }

    /**
     * The texts of the replies by the index of their prompt. A reply that is lost, empty or cut off is left out. Fails
     * as {@link Inference#sample(List)} does.
     */
    Uni<Map<Integer, String>> each(List<Prompt> prompts) {
        return prompts.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : texts(inference.sample(prompts), prompts.get(0).stage(), prompts.size());
    }

    /** The texts of several replies to the same prompt by their indexes. */
    Uni<Map<Integer, String>> repeated(Prompt prompt, int times) {
        return texts(inference.sample(prompt, times), prompt.stage(), times);
    }

    private Uni<Map<Integer, String>> texts(Multi<Candidate> replies, String stage, int total) {
        return replies.collect().in(ArrayList<Candidate>::new, (received, reply) -> {
            received.add(reply);
            inference.progress(Progress.of(stage, received.size(), total));
        }).chain(received -> inference.compute(
                received.stream().mapToLong(reply -> reply.answer().characters()).sum(), () -> usable(received)));
    }

    private static Map<Integer, String> usable(List<Candidate> received) {
        Map<Integer, String> texts = new TreeMap<>();
        for (Candidate reply : received) {
            String text = withoutReasoning(reply.answer());
            if (reply.answer().complete() && !text.isBlank()) {
                texts.put(reply.index(), text);
            }
        }
        return texts;
    }

    private static String withoutReasoning(Answer answer) {
        return ReasoningText.split(answer.text()).answer().strip();
    }
}
