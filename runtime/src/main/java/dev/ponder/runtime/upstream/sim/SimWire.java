package dev.ponder.runtime.upstream.sim;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.api.chat.Usage;
import dev.ponder.api.error.UpstreamException;

/** Writes the replies to one request as OpenAI's servers do. */
final class SimWire {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String id;
    private final long created;
    private final String model;
    private final boolean usageInStream;

    SimWire(String id, long created, String model, boolean usageInStream) {
        this.id = id;
        this.created = created;
        this.model = model;
        this.usageInStream = usageInStream;
    }

    ObjectNode completion(List<SimReply> replies, Usage usage) {
        ObjectNode completion = envelope("chat.completion");
        ArrayNode choices = completion.putArray("choices");
        for (SimReply reply : replies) {
            choices.add(choice(choices.size(), "message", message(reply.answer()), reply.reason()));
        }
        completion.set("usage", json(usage));
        return completion;
    }

    /** The chunks of a stream, those of one token of every choice together. */
    List<List<ObjectNode>> chunks(List<SimReply> replies, Usage usage) {
        int longest = replies.stream().mapToInt(SimReply::tokens).max().orElse(0);
        var all = new ArrayList<List<ObjectNode>>();
        for (int token = 0; token < Math.max(1, longest); token++) {
            all.add(chunksOf(token, replies));
        }
        if (usageInStream) {
            ObjectNode last = envelope("chat.completion.chunk");
            last.putArray("choices");
            last.set("usage", json(usage));
            all.get(all.size() - 1).add(last);
        }
        return all;
    }

    static ObjectNode error(UpstreamException refusal) {
        ObjectNode error = NODES.objectNode().put("message", refusal.getMessage()).put("type", refusal.type())
                .put("param", refusal.param()).put("code", refusal.code());
        return NODES.objectNode().set("error", error);
    }

    private List<ObjectNode> chunksOf(int token, List<SimReply> replies) {
        var chunks = new ArrayList<ObjectNode>();
        for (int choice = 0; token == 0 && choice < replies.size(); choice++) {
            chunks.add(chunk(choice, message().put("content", ""), null));
        }
        for (int choice = 0; choice < replies.size(); choice++) {
            SimReply reply = replies.get(choice);
            if (token < reply.tokens()) {
                chunks.add(chunk(choice, delta(reply.parts().get(token)), null));
            }
            if (token == Math.max(0, reply.tokens() - 1)) {
                chunks.add(chunk(choice, NODES.objectNode(), reply.reason()));
            }
        }
        return chunks;
    }

    private ObjectNode chunk(int choice, ObjectNode delta, @Nullable FinishReason reason) {
        ObjectNode chunk = envelope("chat.completion.chunk");
        chunk.putArray("choices").add(choice(choice, "delta", delta, reason));
        if (usageInStream) {
            chunk.putNull("usage");
        }
        return chunk;
    }

    private ObjectNode envelope(String object) {
        return NODES.objectNode().put("id", id).put("object", object).put("created", created).put("model", model)
                .put("system_fingerprint", "simulated");
    }

    private static ObjectNode choice(int index, String member, ObjectNode content, @Nullable FinishReason reason) {
        ObjectNode choice = NODES.objectNode().put("index", index);
        choice.set(member, content);
        return choice.putNull("logprobs").put("finish_reason", reason == null ? null : reason.value());
    }

    private static ObjectNode message() {
        return NODES.objectNode().put("role", "assistant");
    }

    private static ObjectNode message(Answer answer) {
        ObjectNode message = message().put("content", answer.callsTools() ? null : answer.text()).putNull("refusal");
        if (answer.callsTools()) {
            ArrayNode calls = message.putArray("tool_calls");
            for (ToolCall call : answer.toolCalls()) {
                calls.add(toolCall(call.id(), call.name(), call.arguments()));
            }
        }
        return message;
    }

    private static ObjectNode delta(AnswerPart part) {
        ObjectNode delta = NODES.objectNode();
        if (part instanceof AnswerPart.Text piece) {
            delta.put("content", piece.text());
        } else if (part instanceof AnswerPart.ToolCallDelta piece) {
            ObjectNode call = toolCall(piece.id(), piece.name(), piece.arguments()).put("index", piece.index());
            delta.putArray("tool_calls").add(call);
        }
        return delta;
    }

    private static ObjectNode toolCall(@Nullable String id, @Nullable String name, String arguments) {
        ObjectNode call = NODES.objectNode();
        ObjectNode function = NODES.objectNode();
        if (id != null) {
            call.put("id", id).put("type", "function");
        }
        if (name != null) {
            function.put("name", name);
        }
        return call.set("function", function.put("arguments", arguments));
    }

    private static ObjectNode json(Usage usage) {
        return NODES.objectNode().put("prompt_tokens", usage.promptTokens())
                .put("completion_tokens", usage.completionTokens()).put("total_tokens", usage.totalTokens());
    }
}
