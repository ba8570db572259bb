package dev.ponder.strategies.privacy;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Progress;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.Content;
import dev.ponder.api.chat.ContentPart;
import dev.ponder.api.error.RequestException;
import dev.ponder.strategies.privacy.entity.EntityType;
import dev.ponder.strategies.privacy.entity.NameRecogniser;
import dev.ponder.strategies.privacy.mask.MaskedRequest;
import dev.ponder.strategies.privacy.mask.RequestMasker;
import dev.ponder.strategies.privacy.recognise.CustomPatterns;
import dev.ponder.strategies.privacy.recognise.MaskingRules;
import dev.ponder.strategies.privacy.restore.AnswerRestorer;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Replaces personal data of the request by placeholders, lets the rest of the pipeline answer the masked request, and restores
 * the values in the answer, part by part.
 */
@Strategy(id = "privacy", title = "Anonymisation", settings = PrivacyConfig.class, tools = ToolPolicy.FINAL_STAGE, confidential = true,
        summary = "Replaces personal data by placeholders before the model sees it, and restores it in the answer.")
class Privacy implements InferenceStrategy.Wrapper {

    private static final PromptTemplate NOTE = PromptTemplate.of(Privacy.class, "keep-placeholders");
    private static final String STAGE = "mask";
    private static final Set<String> JSON_PARAMETERS = Set.of("guided_json", "json_schema");

    private final PrivacyConfig config;
    private final List<NameRecogniser> recognisers;

    Privacy(PrivacyConfig config) {
        this(config, List.of());
    }

    @Inject
    Privacy(PrivacyConfig config, @All List<NameRecogniser> recognisers) {
        this.config = config;
        this.recognisers = List.copyOf(recognisers);
    }

    @Override
    public Multi<AnswerPart> around(Inference inference, Next next) {
        PrivacyConfig settings = inference.settings().of(config);
        return masked(inference, settings).onItem().transformToMulti(masked -> {
            report(inference, masked);
            return masked.table().isEmpty()
                    ? next.answer(masked.request())
                    : restored(inference, masked, next.answer(noted(masked, settings)));
        });
    }

    private Uni<MaskedRequest> masked(Inference inference, PrivacyConfig settings) {
        ChatRequest request = inference.request();
        if (settings.media() == PrivacyConfig.Media.REJECT && media(request) > 0) {
            return Uni.createFrom().failure(RequestException.invalid("messages",
                    "messages: images, audio and files cannot be masked (expected text only; see ponder.privacy.media and"
                            + " ponder.strategies.privacy.media)"));
        }
        return recognisers.isEmpty()
                ? inference.compute(characters(request), () -> new RequestMasker(rules(settings)).mask(request))
                : inference.blocking(() -> new RequestMasker(rules(settings)).mask(request));
    }

    private MaskingRules rules(PrivacyConfig settings) {
        return new MaskingRules(entities(settings.entities().orElseGet(EntityType::labels)), settings.threshold(),
                settings.regions().orElse(List.of()), settings.names().orElse(List.of()),
                settings.allow().orElse(List.of()).stream().map(value -> value.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()),
                CustomPatterns.of(settings.patterns().orElse(List.of())), recognisers,
                settings.onError() == PrivacyConfig.OnError.SKIP, settings.toolDescriptions());
    }

    private static Set<EntityType> entities(List<String> labels) {
        var entities = EnumSet.noneOf(EntityType.class);
        for (String label : labels) {
            entities.add(Arrays.stream(EntityType.values()).filter(type -> type.name().equalsIgnoreCase(label.strip()))
                    .findFirst()
                    .orElseThrow(() -> RequestException.invalid("ponder", "ponder.privacy.entities: '" + label
                            + "' (expected one of " + EntityType.labels()
                            + "; see ponder.strategies.privacy.entities)")));
        }
        return entities;
    }

    private static void report(Inference inference, MaskedRequest masked) {
        Map<String, Integer> counts = masked.table().counts();
        inference.progress(new Progress(STAGE, 1, 1, counts.isEmpty() ? "no personal data" : "masked " + counts));
        int media = media(masked.request());
        if (media > 0) {
            inference.report(new Finding.Degraded(STAGE, media + " images, audio parts or files were sent unmasked"));
        }
        masked.failed().forEach(recogniser -> inference.report(
                new Finding.Degraded(STAGE, recogniser + " failed, so what it recognises was sent unmasked")));
    }

    private static ChatRequest noted(MaskedRequest masked, PrivacyConfig settings) {
        ChatRequest request = masked.request();
        return settings.note()
                ? request.withConversation(request.conversation().withInstructions(
                        NOTE.render(Map.of("example", masked.table().example()))))
                : request;
    }

    /** What was held back is sent before a failure, as the model's text was before. */
    private static Multi<AnswerPart> restored(Inference inference, MaskedRequest masked, Multi<AnswerPart> parts) {
        var restorer = new AnswerRestorer(masked.table(), json(masked.request()));
        Multi<AnswerPart> rest = Multi.createFrom().deferred(() -> Multi.createFrom().iterable(restorer.finish()));
        return parts.onItem().transformToUniAndConcatenate(part -> inference.compute(length(part),
                () -> restorer.accept(part)))
                .onItem().<AnswerPart>disjoint()
                .onFailure().recoverWithMulti(failure -> Multi.createBy().concatenating().streams(rest,
                        Multi.createFrom().failure(failure)));
    }

    private static long length(AnswerPart part) {
        return part instanceof AnswerPart.Text text
                ? text.text().length()
                : part instanceof AnswerPart.Reasoning reasoning
                        ? reasoning.text().length()
                        : part instanceof AnswerPart.ToolCallDelta call ? call.arguments().length() : 0;
    }

    /** Whether the client asks for an answer in JSON. */
    private static boolean json(ChatRequest request) {
        return request.parameters().containsKey("response_format")
                ? request.parameters().get("response_format").path("type").asText().startsWith("json")
                : JSON_PARAMETERS.stream().anyMatch(request.parameters()::containsKey);
    }

    private static int media(ChatRequest request) {
        int media = 0;
        for (ChatMessage message : request.conversation().messages()) {
            if (message.content() instanceof Content.Parts parts) {
                media += (int) parts.parts().stream().filter(ContentPart.Opaque.class::isInstance).count();
            }
        }
        return media;
    }

    private static long characters(ChatRequest request) {
        long characters = 0;
        for (ChatMessage message : request.conversation().messages()) {
            characters += message.text().length();
            for (JsonNode member : message.extra().values()) {
                characters += length(member);
            }
        }
        for (JsonNode parameter : request.parameters().values()) {
            characters += length(parameter);
        }
        return characters;
    }

    private static long length(JsonNode node) {
        long characters = node.isTextual() ? node.textValue().length() : 1;
        for (JsonNode child : node) {
            characters += length(child);
        }
        return characters;
    }
}
