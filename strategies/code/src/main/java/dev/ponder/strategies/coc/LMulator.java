package dev.ponder.strategies.coc;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.Fence;
import dev.ponder.api.Inference;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.Conversation;
import dev.ponder.sandbox.spi.RunResult;
import dev.ponder.toolkit.reply.ReplyFormat;
import dev.ponder.toolkit.reply.ReplySchema;
import dev.ponder.toolkit.reply.TolerableFailure;
import dev.ponder.toolkit.text.FenceKind;
import dev.ponder.toolkit.text.FencedConversation;
import io.smallrye.mutiny.Uni;

/** A model in the place of the interpreter, where that cannot go on: the paper's name for it. */
final class LMulator {

    private static final PromptTemplate VALUE = PromptTemplate.of(LMulator.class, "value");
    private static final PromptTemplate SIMULATE = PromptTemplate.of(LMulator.class, "simulate");
    private static final String ANSWER = "answer";
    private static final int MAX_OTHERS = 64;

    private static final ReplyFormat<JsonNode> VALUE_FORMAT = ReplyFormat.of("value",
            ReplySchema.object().text("reasoning").objects("others", ReplySchema.object().text("call").text("value"))
                    .text(ANSWER),
            ANSWER, Optional::of);
    private static final ReplyFormat<String> OUTPUT_FORMAT = ReplyFormat.of("output",
            ReplySchema.object().text("reasoning").text(ANSWER), ANSWER,
            json -> Optional.of(text(json.path(ANSWER))).filter(text -> !text.isBlank()));

    private final Inference inference;
    private final ChainOfCodeConfig settings;
    private final Fence fence;

    LMulator(Inference inference, ChainOfCodeConfig settings, Fence fence) {
        this.inference = inference;
        this.settings = settings;
        this.fence = fence;
    }

    /** The value of the call at which the program stopped, and of others; empty if the model gives none. */
    Uni<Map<String, String>> values(CodeDraft draft, RunResult stopped) {
        String state = stopped.state().entrySet().stream().map(entry -> entry.getKey() + " = " + entry.getValue())
                .collect(Collectors.joining("\n"));
        String request = VALUE.render(Map.of("question", FenceKind.QUESTION.tag(fence), "program",
                FenceKind.PROGRAM.tag(fence), "call", FenceKind.PROGRAM.wrap(fence, "call", stopped.missingCall())));
        String material = FenceKind.PROGRAM.wrap(fence, "program", draft.program()) + "\n\n"
                + FenceKind.PROGRAM.wrap(fence, "variables", state);
        return ask("value", request, material, VALUE_FORMAT)
                .map(reply -> reply.map(json -> values(json, stopped.missingCall())).orElse(Map.of()));
    }

    private static Map<String, String> values(JsonNode json, String call) {
        var values = new LinkedHashMap<String, String>();
        for (JsonNode other : json.path("others")) {
            if (values.size() < MAX_OTHERS && other.path("call").isTextual()) {
                values.put(other.path("call").asText(), text(other.path("value")));
            }
        }
        values.put(call, text(json.path(ANSWER)));
        return values;
    }

    /** What the program would print; empty if the model does not say. */
    Uni<Optional<String>> output(CodeDraft draft, String error) {
        String request = SIMULATE.render(Map.of("question", FenceKind.QUESTION.tag(fence), "program",
                FenceKind.PROGRAM.tag(fence), "output", FenceKind.OUTPUT.tag(fence)));
        String material = FenceKind.PROGRAM.wrap(fence, "program", draft.program()) + "\n\n"
                + FenceKind.OUTPUT.wrap(fence, "program", error);
        return ask("simulate", request, material, OUTPUT_FORMAT);
    }

    private <T> Uni<Optional<T>> ask(String stage, String instructions, String material, ReplyFormat<T> format) {
        Conversation conversation = Conversation.of(dev.ponder.api.chat.ChatMessage.system(instructions),
                FencedConversation.of(inference.request().conversation()).message(fence, material));
        Prompt prompt = Prompt.internal(stage, conversation).withTemperature(0).withMaxTokens(settings.maxTokens())
                .withJsonSchema(format.name(), format.schema());
        return inference.ask(prompt)
                .chain(reply -> inference.compute(reply.characters(), () -> format.read(reply.text())))
                .onFailure(TolerableFailure::isTolerable).recoverWithItem(Optional.empty());
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.asText() : value.toString();
    }
}
