package dev.ponder.strategies.deepthink;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.Fence;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.Conversation;
import dev.ponder.toolkit.reply.ReplyFormat;
import dev.ponder.toolkit.reply.ReplySchema;
import dev.ponder.toolkit.text.FenceKind;
import dev.ponder.toolkit.text.FencedConversation;
import dev.ponder.toolkit.text.MiddleTruncation;
import io.smallrye.mutiny.Uni;

/** Makes a plan for the task in one call: selects ways of thinking, adapts them and orders them (arXiv:2402.03620). */
final class SelfDiscover {

    /** The maximum number of calls: the plan, and the repair of an unreadable one. */
    static final int CALLS = 2;

    private static final String STAGE = "plan";
    private static final PromptTemplate INSTRUCTIONS = PromptTemplate.of(SelfDiscover.class, "discover");
    private static final PromptTemplate SOLVE = PromptTemplate.of(SelfDiscover.class, "solve");
    private static final String HEURISTICS = PromptTemplate.of(SelfDiscover.class, "heuristics").render();
    private static final int MAX_PLAN_CHARACTERS = 6000;
    private static final Pattern NUMBERED = Pattern.compile("^\\W{0,5}\\d{1,3}[.):]\\W{0,5}(\\S.*)$");

    private static final ReplyFormat<String> FORMAT = ReplyFormat
            .of("reasoning_plan", ReplySchema.object().text("reasoning").texts("heuristics").texts("plan"), "plan",
                    json -> plan(steps(json.path("plan"))))
            .orProse(text -> plan(text.lines().flatMap(line -> NUMBERED.matcher(line).results())
                    .map(line -> line.group(1)).toList()));

    private final Inference inference;
    private final DeepThinkConfig settings;
    private final Fence fence;

    SelfDiscover(Inference inference, DeepThinkConfig settings) {
        this.inference = inference;
        this.settings = settings;
        this.fence = Fence.of(inference.random());
    }

    /** The client's request with the plan in its instructions; the request itself if no plan is wanted or can be read. */
    Uni<ChatRequest> planned() {
        return settings.selfDiscover()
                ? FORMAT.ask(inference, prompt()).map(plan -> plan.map(this::following).orElseGet(this::unplanned))
                : Uni.createFrom().item(inference.request());
    }

    private Prompt prompt() {
        String instructions = INSTRUCTIONS.render(Map.of("question", FenceKind.QUESTION.tag(fence),
                "limit", settings.reasoningModulesLimit(), "heuristics", HEURISTICS));
        ChatMessage task = FencedConversation.of(inference.request().conversation())
                .message(fence, "Make the plan for this task.");
        Prompt prompt = Prompt.internal(STAGE, Conversation.of(ChatMessage.system(instructions), task));
        return settings.planMaxTokens().isPresent()
                ? prompt.withMaxTokens(settings.planMaxTokens().getAsInt())
                : prompt;
    }

    private ChatRequest following(String plan) {
        inference.progress(Progress.of(STAGE, 1, 1));
        String instructions = SOLVE.render(Map.of("plan", FenceKind.PLAN.tag(fence),
                "block", FenceKind.PLAN.wrap(fence, "P", plan)));
        ChatRequest request = inference.request();
        return request.withConversation(request.conversation().withInstructions(instructions));
    }

    private ChatRequest unplanned() {
        inference.report(new Finding.Degraded(STAGE, "no plan could be read, so the answers follow none"));
        return inference.request();
    }

    /** The steps as numbered lines; empty without any. */
    private static Optional<String> plan(List<String> steps) {
        List<String> written = steps.stream().map(String::strip).filter(step -> !step.isEmpty()).toList();
        return written.isEmpty()
                ? Optional.empty()
                : Optional.of(MiddleTruncation.of(IntStream.range(0, written.size())
                        .mapToObj(i -> i + 1 + ". " + written.get(i)).collect(Collectors.joining("\n")),
                        MAX_PLAN_CHARACTERS));
    }

    /** Also reads a plan in the form of the paper, an object with a member for each step, and one in a single text. */
    private static List<String> steps(JsonNode plan) {
        if (plan.isObject()) {
            return plan.properties().stream().map(step -> step.getKey() + ": " + text(step.getValue())).toList();
        }
        return plan.isArray()
                ? StreamSupport.stream(plan.spliterator(), false).map(SelfDiscover::text).toList()
                : plan.asText("").lines().toList();
    }

    private static String text(JsonNode step) {
        return step.isContainerNode()
                ? StreamSupport.stream(step.spliterator(), false).map(member -> member.asText(""))
                        .collect(Collectors.joining(" "))
                : step.asText("");
    }
}
