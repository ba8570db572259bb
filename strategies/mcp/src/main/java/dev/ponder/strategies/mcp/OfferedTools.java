package dev.ponder.strategies.mcp;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.ponder.api.Prompt;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.Conversation;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.mcp.McpTool;
import dev.ponder.mcp.ToolCatalog;

/** The tools of a request: those of MCP servers beside the client's own. A name that both have is the client's. Immutable. */
final class OfferedTools {

    private static final String TOOLS = "tools";
    private static final String CHOICE = "tool_choice";
    private static final TextNode NONE = TextNode.valueOf("none");

    private final ChatRequest request;
    private final Set<String> clients;
    private final ToolCatalog catalog;
    private final ArrayNode all = JsonNodeFactory.instance.arrayNode();

    OfferedTools(ChatRequest request, ToolCatalog catalog) {
        this.request = request;
        JsonNode own = request.parameters().getOrDefault(TOOLS, MissingNode.getInstance());
        this.clients = StreamSupport.stream(own.spliterator(), false).map(OfferedTools::name)
                .collect(Collectors.toUnmodifiableSet());
        this.catalog = catalog.without(clients);
        own.forEach(all::add);
        this.catalog.tools().forEach(tool -> all.add(tool.definition()));
    }

    private static String name(JsonNode tool) {
        return tool.path(tool.path("type").asText(ToolCall.FUNCTION)).path("name").asText();
    }

    /** Whether the client forbids calls of tools, or uses functions, which cannot be mixed with tools. */
    static boolean excludedBy(ChatRequest request) {
        return NONE.equals(request.parameters().get(CHOICE)) || request.parameters().containsKey("functions");
    }

    boolean isEmpty() {
        return catalog.tools().isEmpty();
    }

    Optional<McpTool> find(String function) {
        return catalog.find(function);
    }

    /** Whether the client makes the call. Calls of unknown names are not passed on, so that the model can correct them. */
    boolean belongsToClient(String type, String name) {
        return !type.equals(ToolCall.FUNCTION) || clients.contains(name);
    }

    /** A prompt with all tools. The client's choice of a tool holds until the model has called one of a server. */
    Prompt open(Conversation conversation, boolean first) {
        Prompt prompt = prompt(conversation).with(TOOLS, all);
        boolean free = first || !clients.isEmpty() || !prompt.parameters().containsKey(CHOICE);
        return free ? prompt : prompt.with(CHOICE, TextNode.valueOf("auto"));
    }

    /** A prompt in which no tool of a server can be called. The tools stay listed if earlier calls would be unknown without. */
    Prompt closed(Conversation conversation) {
        Prompt prompt = prompt(conversation);
        return clients.isEmpty() ? prompt.with(TOOLS, all).with(CHOICE, NONE) : prompt;
    }

    private Prompt prompt(Conversation conversation) {
        return Prompt.inheriting("round", request).withConversation(conversation);
    }
}
