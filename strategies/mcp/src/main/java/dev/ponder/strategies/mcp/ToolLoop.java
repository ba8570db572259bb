package dev.ponder.strategies.mcp;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.Budget;
import dev.ponder.api.Fence;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.mcp.AssistantTurn;
import dev.ponder.toolkit.text.FenceKind;
import io.smallrye.mutiny.Multi;

/**
 * The rounds of one choice: a call to the model, then the calls of tools that it asks for, and so on. The last round that the
 * limits allow offers no tools of servers. Not thread-safe.
 */
final class ToolLoop {

    private static final PromptTemplate INSTRUCTIONS = PromptTemplate.of(ToolLoop.class, "tools");
    /** A further round with tools needs a last one after it, and each is longer than the one before. */
    private static final int NEEDED_ROUNDS = 3;

    private final Inference inference;
    private final McpStrategyConfig settings;
    private final OfferedTools tools;
    private final ToolRunner runner;
    private final Fence fence;
    private final boolean structured;
    private boolean written;
    private int round;
    private long tokensBefore;
    private Instant startBefore = Instant.MIN;

    ToolLoop(Inference inference, McpStrategyConfig settings, OfferedTools tools) {
        this.inference = inference;
        this.settings = settings;
        this.tools = tools;
        this.fence = Fence.of(inference.random());
        this.runner = new ToolRunner(inference, settings, tools, fence);
        JsonNode format = inference.request().parameters().getOrDefault("response_format", MissingNode.getInstance());
        this.structured = format.path("type").asText().startsWith("json");
    }

    /** The text of all rounds, and the rest of the last one. */
    Multi<AnswerPart> answer() {
        String instructions = INSTRUCTIONS.render(Map.of("result", FenceKind.RESULT.tag(fence)));
        return round(inference.request().conversation().withInstructions(instructions));
    }

    private Multi<AnswerPart> round(Conversation conversation) {
        return Multi.createFrom().deferred(() -> {
            String limit = limit();
            boolean last = !limit.isEmpty();
            if (last && round > 0) {
                inference.report(new Finding.Degraded("round", limit + ", the answer is written from the results so far"));
            }
            var streamed = new ToolRound(tools, structured && !last, written ? "\n\n" : "");
            boolean first = round++ == 0;
            Multi<AnswerPart> parts = inference
                    .answer(last ? tools.closed(conversation) : tools.open(conversation, first))
                    .map(streamed::pass).onItem().disjoint();
            Multi<AnswerPart> rest = Multi.createFrom().deferred(() -> after(streamed, conversation, last));
            return Multi.createBy().concatenating().streams(parts, rest);
        });
    }

    private Multi<AnswerPart> after(ToolRound streamed, Conversation conversation, boolean last) {
        written |= streamed.wrote();
        Answer reply = streamed.reply();
        if (streamed.ends(reply)) {
            return Multi.createFrom().iterable(streamed.rest());
        }
        if (last) {
            return withoutAnswer(streamed);
        }
        List<ToolCall> calls = streamed.calls(reply);
        return runner.run(calls).onItem().transformToMulti(results -> {
            List<ChatMessage> messages = new ArrayList<>();
            messages.add(AssistantTurn.message(reply, calls));
            messages.addAll(results);
            return round(conversation.plus(messages.toArray(ChatMessage[]::new)));
        });
    }

    /** The model calls tools although it may not. */
    private Multi<AnswerPart> withoutAnswer(ToolRound streamed) {
        if (!written) {
            return Multi.createFrom().failure(UpstreamException.of(Fault.MALFORMED, "The model called tools in its last"
                    + " round and wrote no answer (see ponder.strategies.mcp.max-rounds and max-tool-calls).", null));
        }
        inference.report(new Finding.Degraded("round", "the model called tools instead of finishing its answer"));
        return Multi.createFrom().iterable(streamed.rest());
    }

    /** Why the next round is the last one; empty if it is not. */
    private String limit() {
        Budget budget = inference.budget();
        long tokens = tokensBefore - budget.remainingTokens();
        tokensBefore = budget.remainingTokens();
        Instant now = inference.clock().instant();
        Instant start = startBefore;
        startBefore = now;
        if (round + 1 >= settings.maxRounds()) {
            return "the limit of " + settings.maxRounds() + " rounds was reached";
        }
        if (budget.remainingCalls() <= 1) {
            return "the limit of calls was reached";
        }
        if (round > 0 && budget.remainingTokens() < NEEDED_ROUNDS * tokens) {
            return "the token budget allows no further round of tool calls";
        }
        if (round > 0 && now.plus(Duration.between(start, now).multipliedBy(NEEDED_ROUNDS)).isAfter(budget.deadline())) {
            return "the deadline allows no further round of tool calls";
        }
        return runner.exhausted();
    }
}
