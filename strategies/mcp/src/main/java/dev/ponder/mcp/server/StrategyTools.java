package dev.ponder.mcp.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import dev.ponder.api.error.RequestException;
import dev.ponder.mcp.config.McpConfig;
import dev.ponder.runtime.rest.inference.JsonField;
import dev.ponder.runtime.rest.inference.MessageReader;
import dev.ponder.runtime.rest.ponder.ParameterSchemas;
import dev.ponder.runtime.security.ApiClient;
import dev.ponder.runtime.strategy.ClientPermissions;
import dev.ponder.runtime.strategy.StrategyDescriptor;
import dev.ponder.runtime.strategy.StrategyRegistry;

/** The enabled strategies as tools: their schemas, and what a call of one asks for. */
@Singleton
class StrategyTools {

    private static final String QUESTION = "question";
    private static final String MESSAGES = "messages";
    private static final String MODEL = "model";
    private static final String PARAMETERS = "parameters";
    private static final List<String> OF_THE_MODEL = List.of("max_tokens", "temperature", "seed");

    private final StrategyRegistry strategies;
    private final ParameterSchemas schemas;
    private final Optional<String> defaultModel;

    /**
     * What a call asks for.
     *
     * @param parameters members of the body of a chat completion
     */
    record Invocation(String model, Conversation conversation, ObjectNode parameters) {}

    StrategyTools(StrategyRegistry strategies, ParameterSchemas schemas, McpConfig config) {
        this.strategies = strategies;
        this.schemas = schemas;
        this.defaultModel = config.server().model();
    }

    /** All tools of a client, for {@code tools/list}. */
    ArrayNode list(ApiClient client) {
        ArrayNode tools = JsonNodeFactory.instance.arrayNode();
        strategies.enabled().stream().filter(strategy -> ClientPermissions.allow(client, strategy))
                .forEach(strategy -> tools.add(tool(strategy)));
        return tools;
    }

    boolean offers(String tool) {
        return strategies.find(tool).filter(StrategyDescriptor::enabled).isPresent();
    }

    private ObjectNode tool(StrategyDescriptor strategy) {
        ObjectNode tool = JsonNodeFactory.instance.objectNode().put("name", strategy.id())
                .put("title", strategy.title())
                .put("description", "Answers a question with a language model. "
                        + (strategy.summary().isEmpty() ? strategy.title() : strategy.summary())
                        + " At most " + strategy.defaultCost().calls() + " calls to the model.");
        ObjectNode schema = tool.putObject("inputSchema").put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject(QUESTION).put("type", "string").put("description", "The question.");
        ObjectNode messages = properties.putObject(MESSAGES).put("type", "array").put("description",
                "A conversation that comes before the question or ends with it.");
        ObjectNode message = messages.putObject("items").put("type", "object");
        message.putObject("properties").putObject("role").put("type", "string");
        ((ObjectNode) message.path("properties")).putObject("content").put("type", "string");
        message.putArray("required").add("role").add("content");
        ObjectNode model = properties.putObject(MODEL).put("type", "string").put("description", "The model.");
        defaultModel.ifPresentOrElse(name -> model.put("default", name), () -> schema.putArray("required").add(MODEL));
        properties.putObject("max_tokens").put("type", "integer").put("minimum", 1);
        properties.putObject("temperature").put("type", "number").put("minimum", 0).put("maximum", 2);
        properties.putObject("seed").put("type", "integer");
        properties.set(PARAMETERS, parameters(strategy));
        tool.putObject("annotations").put("readOnlyHint", false).put("destructiveHint", strategy.id().equals("mcp"))
                .put("idempotentHint", true).put("openWorldHint", true);
        return tool;
    }

    private ObjectNode parameters(StrategyDescriptor strategy) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object")
                .put("description", "Parameters of the strategy.").put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        schemas.of(strategy).forEach(parameter -> {
            String name = parameter.path("name").asText();
            parameter.remove(List.of("name", "flat", "unit"));
            properties.set(name, parameter);
        });
        return schema;
    }

    /** Reads the arguments of a call. Fails with 400 if they are not valid. */
    Invocation read(String tool, ObjectNode arguments) {
        var messages = new ArrayList<ChatMessage>();
        if (arguments.has(MESSAGES)) {
            messages.addAll(MessageReader.read(JsonField.of(arguments, MESSAGES)).messages());
        }
        if (arguments.has(QUESTION)) {
            messages.add(ChatMessage.user(JsonField.of(arguments, QUESTION).text("a text")));
        }
        if (messages.isEmpty()) {
            throw RequestException.invalid(QUESTION, "question: missing (expected a question, or messages)");
        }
        JsonField model = JsonField.of(arguments, MODEL);
        ObjectNode parameters = JsonNodeFactory.instance.objectNode();
        OF_THE_MODEL.stream().filter(arguments::has).forEach(name -> parameters.set(name, arguments.get(name)));
        ObjectNode ponder = parameters.putObject("ponder").put("strategy", tool);
        JsonNode own = arguments.get(PARAMETERS);
        if (own != null && !own.isEmpty()) {
            ponder.set(tool, own);
        }
        return new Invocation(model.present()
                ? model.text("a model")
                : defaultModel.orElseThrow(() -> RequestException
                        .invalid(MODEL,
                                "model: missing (expected a model; the operator may set ponder.mcp.server.model)")),
                new Conversation(messages), parameters);
    }
}
