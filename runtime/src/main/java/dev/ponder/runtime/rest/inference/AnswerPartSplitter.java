package dev.ponder.runtime.rest.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.ExtraMembers;
import dev.ponder.runtime.config.StreamingConfig.Chunking;
import dev.ponder.runtime.stream.MemberMerger;
import dev.ponder.runtime.stream.TextChunker;

/** Splits parts that are too large for one event, because some clients limit the size of an event. */
public final class AnswerPartSplitter {

    private static final TextChunker CHUNKER = new TextChunker(Chunking.WHOLE);
    private static final int SMALL = 4096;
    private static final int LARGE = 16 * 1024;

    private AnswerPartSplitter() {
    }

    /** The pieces of a part, in order. */
    public static List<AnswerPart> of(AnswerPart part) {
        if (part instanceof AnswerPart.Text text) {
            return texts(text);
        }
        if (part instanceof AnswerPart.Reasoning reasoning) {
            return cut(part, reasoning.text(), AnswerPart.Reasoning::new);
        }
        if (part instanceof AnswerPart.Refusal refusal) {
            return cut(part, refusal.text(), AnswerPart.Refusal::new);
        }
        if (part instanceof AnswerPart.Extra extra) {
            return members(extra);
        }
        return part instanceof AnswerPart.ToolCallDelta call ? calls(call) : List.of(part);
    }

    private static List<AnswerPart> texts(AnswerPart.Text part) {
        List<JsonNode> logprobs = LogprobSplitter.of(part.logprobs());
        if (part.text().length() <= SMALL && logprobs.size() <= 1) {
            return List.of(part);
        }
        var pieces = new ArrayList<AnswerPart>();
        logprobs.forEach(slice -> pieces.add(new AnswerPart.Text("", slice)));
        CHUNKER.pieces(part.text()).forEach(text -> pieces.add(new AnswerPart.Text(text)));
        return pieces;
    }

    /** Texts that come in fragments are cut. A signature or an image is one member, whatever its size. */
    private static List<AnswerPart> members(AnswerPart.Extra part) {
        ExtraMembers members = part.members();
        if (members.message().toString().length() <= LARGE) {
            return List.of(part);
        }
        var pieces = new ArrayList<AnswerPart>();
        if (!members.choice().isEmpty() || !members.completion().isEmpty()) {
            pieces.add(new AnswerPart.Extra(new ExtraMembers(Map.of(), members.choice(), members.completion())));
        }
        members.message().forEach((name, value) -> cut(name, value, piece -> pieces
                .add(new AnswerPart.Extra(new ExtraMembers(Map.of(name, piece), Map.of(), Map.of())))));
        return pieces;
    }

    private static void cut(String name, JsonNode value, Consumer<JsonNode> pieces) {
        if (value.isTextual() && value.textValue().length() > SMALL && MemberMerger.fragment(name)) {
            CHUNKER.pieces(value.textValue()).forEach(piece -> pieces.accept(TextNode.valueOf(piece)));
        } else if (value instanceof ObjectNode object) {
            ObjectNode small = object.objectNode();
            var large = new ArrayList<JsonNode>();
            object.properties().forEach(member -> {
                if (member.getValue().toString().length() <= SMALL) {
                    small.set(member.getKey(), member.getValue());
                } else {
                    cut(member.getKey(), member.getValue(),
                            piece -> large.add(object.objectNode().set(member.getKey(), piece)));
                }
            });
            pieces.accept(small);
            large.forEach(pieces);
        } else if (value instanceof ArrayNode list) {
            list.forEach(item -> pieces.accept(list.arrayNode().add(item)));
        } else {
            pieces.accept(value);
        }
    }

    /** Only the first piece has the id and the name of the call, and its other members. */
    private static List<AnswerPart> calls(AnswerPart.ToolCallDelta call) {
        if (call.arguments().length() <= SMALL) {
            return List.of(call);
        }
        List<String> arguments = CHUNKER.pieces(call.arguments());
        return IntStream.range(0, arguments.size())
                .<AnswerPart>mapToObj(i -> new AnswerPart.ToolCallDelta(call.index(), i == 0 ? call.id() : null,
                        i == 0 ? call.name() : null, arguments.get(i), call.type(), i == 0 ? call.extra() : Map.of()))
                .toList();
    }

    private static List<AnswerPart> cut(AnswerPart part, String text, Function<String, AnswerPart> piece) {
        return text.length() <= SMALL ? List.of(part) : CHUNKER.pieces(text).stream().map(piece).toList();
    }
}
