package dev.ponder.strategies.privacy.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.ExtraMembers;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.strategies.privacy.placeholder.PlaceholderTable;

/**
 * Restores the parts of one answer. Text, reasoning, refusal and the arguments of each tool call are texts of their own, whose
 * parts may be mixed. Token probabilities stay those of the masked text. Not thread-safe.
 */
public final class AnswerRestorer {

    private final PlaceholderTable table;
    private final StreamRestorer text;
    private final StreamRestorer reasoning;
    private final StreamRestorer refusal;
    private final MemberRestorer members;
    private final Map<Integer, Call> calls = new TreeMap<>();

    /**
     * A restorer for one answer.
     *
     * @param json whether the text of the answer is JSON, so that values are escaped
     */
    public AnswerRestorer(PlaceholderTable table, boolean json) {
        this.table = table;
        this.text = new StreamRestorer(table, json);
        this.reasoning = new StreamRestorer(table, false);
        this.refusal = new StreamRestorer(table, false);
        this.members = new MemberRestorer(table);
    }

    /** The arguments of a call. */
    private record Call(StreamRestorer arguments, String type) {}

    /** The parts that can be sent after this one. */
    public List<AnswerPart> accept(AnswerPart part) {
        if (part instanceof AnswerPart.Text piece) {
            String restored = text.accept(piece.text());
            return restored.isEmpty() && piece.logprobs() == null
                    ? List.of()
                    : List.of(new AnswerPart.Text(restored, piece.logprobs()));
        }
        if (part instanceof AnswerPart.Reasoning piece) {
            return reasoning(reasoning.accept(piece.text()));
        }
        if (part instanceof AnswerPart.Refusal piece) {
            return refusal(refusal.accept(piece.text()));
        }
        if (part instanceof AnswerPart.ToolCallDelta delta) {
            return List.of(restored(delta));
        }
        if (part instanceof AnswerPart.Extra extra) {
            return List.of(new AnswerPart.Extra(members.accept(extra.members())));
        }
        List<AnswerPart> parts = finish();
        parts.add(part);
        return parts;
    }

    /** What was held back, when the answer ends or fails. */
    public List<AnswerPart> finish() {
        var parts = new ArrayList<AnswerPart>();
        parts.addAll(reasoning(reasoning.finish()));
        String rest = text.finish();
        if (!rest.isEmpty()) {
            parts.add(new AnswerPart.Text(rest));
        }
        parts.addAll(refusal(refusal.finish()));
        ExtraMembers extra = members.finish();
        if (!extra.isEmpty()) {
            parts.add(new AnswerPart.Extra(extra));
        }
        calls.forEach((index, call) -> {
            String arguments = call.arguments().finish();
            if (!arguments.isEmpty()) {
                parts.add(new AnswerPart.ToolCallDelta(index, null, null, arguments, call.type(), Map.of()));
            }
        });
        return parts;
    }

    private AnswerPart restored(AnswerPart.ToolCallDelta delta) {
        Call call = calls.computeIfAbsent(delta.index(), index -> new Call(
                new StreamRestorer(table, !delta.type().equals(ToolCall.CUSTOM)), delta.type()));
        return new AnswerPart.ToolCallDelta(delta.index(), delta.id(), delta.name(),
                call.arguments().accept(delta.arguments()), delta.type(), delta.extra());
    }

    private static List<AnswerPart> reasoning(String restored) {
        return restored.isEmpty() ? List.of() : List.of(new AnswerPart.Reasoning(restored));
    }

    private static List<AnswerPart> refusal(String restored) {
        return restored.isEmpty() ? List.of() : List.of(new AnswerPart.Refusal(restored));
    }
}
