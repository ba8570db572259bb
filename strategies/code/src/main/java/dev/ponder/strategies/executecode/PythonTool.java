package dev.ponder.strategies.executecode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.ponder.api.Answer;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.Content;
import dev.ponder.api.chat.Role;
import dev.ponder.api.chat.ToolCall;

/** The function by which the model runs a program: its definition, and the calls of it in a reply. */
final class PythonTool {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "python";
    private static final String OTHER_NAME = "ponder_python";
    private static final String CODE = "code";
    private static final String FENCE = "```";
    private static final Set<String> LANGUAGES = Set.of("python", "py", "python3", "tool_code");

    private final String name;

    /**
     * A program that the model wants to run.
     *
     * @param call the call of the function; empty if the program is a block in the text
     * @param program the source text; empty if it cannot be read
     * @param requested whether the model says that the user asks for it
     * @param last whether the model says that no other program follows
     */
    record Request(Optional<ToolCall> call, String program, boolean requested, boolean last) {}

    /** A function with a name that none of the client's tools has. */
    PythonTool(ChatRequest request) {
        JsonNode tools = request.parameters().getOrDefault("tools", JsonNodeFactory.instance.arrayNode());
        boolean taken = StreamSupport.stream(tools.spliterator(), false)
                .anyMatch(tool -> tool.at("/function/name").asText("").equals(NAME));
        this.name = taken ? OTHER_NAME : NAME;
    }

    String name() {
        return name;
    }

    /** The value of the parameter {@code tools}. */
    JsonNode definition() {
        ArrayNode tools = JsonNodeFactory.instance.arrayNode();
        ObjectNode function = tools.addObject().put("type", "function").putObject("function").put("name", name)
                .put("description", "Runs a Python program and returns what it prints.");
        ObjectNode parameters = function.putObject("parameters").put("type", "object");
        ObjectNode properties = parameters.putObject("properties");
        property(properties, CODE, "string", "the whole program");
        property(properties, "requested", "boolean", "whether this is code of the user, who asks to run it");
        property(properties, "last", "boolean", "whether the output is all that the answer needs");
        parameters.putArray("required").add(CODE);
        return tools;
    }

    private static void property(ObjectNode properties, String member, String type, String description) {
        properties.putObject(member).put("type", type).put("description", description);
    }

    /** The programs in a reply; empty if it has none. Takes linear time. */
    List<Request> read(Answer reply) {
        List<Request> requests = reply.toolCalls().stream().filter(call -> call.name().equals(name))
                .map(PythonTool::read).toList();
        return requests.isEmpty() && !reply.callsTools()
                ? block(reply.text()).map(program -> List.of(new Request(Optional.empty(), program, false, false)))
                        .orElse(List.of())
                : requests;
    }

    private static Request read(ToolCall call) {
        String arguments = call.arguments().strip();
        try {
            JsonNode json = JSON.readTree(arguments);
            return new Request(Optional.of(call), json.path(CODE).asText(""), json.path("requested").asBoolean(false),
                    json.path("last").asBoolean(false));
        } catch (JsonProcessingException notJson) {
            // Some models write the program itself
            return new Request(Optional.of(call), arguments.startsWith("{") ? "" : arguments, false, false);
        }
    }

    /** The Python blocks of a text, joined; empty if there are none. A block that is not closed is no program. */
    private static Optional<String> block(String text) {
        var programs = new ArrayList<String>();
        int open = text.indexOf(FENCE);
        while (open >= 0) {
            int line = text.indexOf('\n', open);
            int close = line < 0 ? -1 : text.indexOf(FENCE, line);
            if (close < 0) {
                break;
            }
            if (LANGUAGES.contains(text.substring(open + FENCE.length(), line).strip().toLowerCase(Locale.ROOT))) {
                programs.add(text.substring(line + 1, close));
            }
            open = text.indexOf(FENCE, close + FENCE.length());
        }
        return programs.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", programs));
    }

    /** The reply as a message of the next prompt. Calls of other functions are left out: nobody answers them. */
    ChatMessage message(Answer reply, List<Request> requests) {
        var extra = new LinkedHashMap<String, JsonNode>(reply.extra().message());
        ArrayNode calls = JsonNodeFactory.instance.arrayNode();
        requests.forEach(request -> request.call().ifPresent(call -> {
            ObjectNode json = calls.addObject().put("id", call.id()).put("type", call.type());
            json.putObject("function").put("name", call.name()).put("arguments", call.arguments());
            call.extra().forEach(json::set);
        }));
        if (!calls.isEmpty()) {
            extra.put("tool_calls", calls);
        }
        Content content = reply.text().isEmpty() ? Content.Missing.NULL : new Content.Text(reply.text());
        return new ChatMessage(Role.ASSISTANT, content, extra);
    }

    /** The report on a program as a message of the next prompt. */
    static ChatMessage result(Request request, String report) {
        return request.call()
                .map(call -> new ChatMessage(Role.TOOL, new Content.Text(report),
                        Map.<String, JsonNode>of("tool_call_id", TextNode.valueOf(call.id()))))
                .orElseGet(() -> ChatMessage.user(report));
    }
}
