package dev.ponder.strategies.mcp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.AnswerPart.Finish;
import dev.ponder.api.AnswerPart.ToolCallDelta;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.mcp.AssistantTurn;

/**
 * One reply of the model while it is streamed: passes its text on, and keeps back the calls of MCP tools, and what belongs to
 * the answer only if the reply is the last one. One instance for each round; not thread-safe.
 */
final class ToolRound {

    private final OfferedTools tools;
    private final boolean holdText;
    private final AssistantTurn turn = new AssistantTurn();
    private final List<AnswerPart> held = new ArrayList<>();
    private final Map<Integer, Integer> passed = new HashMap<>();
    private final Set<Integer> kept = new HashSet<>();
    private String separator;
    private boolean wrote;

    /**
     * A round.
     *
     * @param holdText whether the text may only be shown if the reply is the last one
     * @param separator what precedes its text
     */
    ToolRound(OfferedTools tools, boolean holdText, String separator) {
        this.tools = tools;
        this.holdText = holdText;
        this.separator = separator;
    }

    /** The parts that the client receives at once. */
    List<AnswerPart> pass(AnswerPart part) {
        turn.add(part);
        if (part instanceof ToolCallDelta delta) {
            return call(delta);
        }
        boolean text = part instanceof AnswerPart.Text;
        if (part instanceof Finish || part instanceof AnswerPart.Extra || (text && holdText)) {
            held.add(part);
            return List.of();
        }
        if (!text) {
            return List.of(part);
        }
        wrote = true;
        String before = separator;
        separator = "";
        return before.isEmpty() ? List.of(part) : List.of(new AnswerPart.Text(before), part);
    }

    private List<AnswerPart> call(ToolCallDelta delta) {
        if (!passed.containsKey(delta.index()) && !kept.contains(delta.index())) {
            String name = delta.name() == null ? "" : delta.name();
            if (tools.belongsToClient(delta.type(), name)) {
                passed.put(delta.index(), passed.size());
            } else {
                kept.add(delta.index());
            }
        }
        Integer index = passed.get(delta.index());
        return index == null
                ? List.of()
                : List.of(new ToolCallDelta(index, delta.id(), delta.name(), delta.arguments(), delta.type(),
                        delta.extra()));
    }

    Answer reply() {
        return turn.reply();
    }

    /** Whether text was passed on. */
    boolean wrote() {
        return wrote;
    }

    /** Whether the reply ends the loop: it calls no tool of a server, or one of the client, or is not complete. */
    boolean ends(Answer reply) {
        return kept.isEmpty() || !passed.isEmpty() || !reply.finishReason().complete();
    }

    /** The calls of tools that the client does not know, each with an id of its own. */
    List<ToolCall> calls(Answer reply) {
        var calls = new ArrayList<ToolCall>();
        var ids = new HashSet<String>();
        for (ToolCall call : reply.toolCalls()) {
            if (!tools.belongsToClient(call.type(), call.name())) {
                String id = !call.id().isEmpty() && ids.add(call.id()) ? call.id() : "call_" + (calls.size() + 1);
                ids.add(id);
                calls.add(new ToolCall(id, ToolCall.FUNCTION, call.name(), call.arguments(), call.extra()));
            }
        }
        return calls;
    }

    /** What was kept back and belongs to the answer, if the reply is the last one. */
    List<AnswerPart> rest() {
        boolean hidesCalls = !kept.isEmpty() && passed.isEmpty();
        return held.stream().map(part -> hidesCalls && part instanceof Finish finish && finish.reason().complete()
                ? new Finish(FinishReason.STOP)
                : part).toList();
    }
}
