package dev.ponder.runtime.rest.kserve.tensor;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.error.RequestException;
import dev.ponder.api.serving.tensor.RequestedOutput;

/** Reads the JSON of a request but for the data in it. One instance per request. */
final class RequestParser {

    private static final Set<String> MEMBERS = Set.of("id", "parameters", "inputs", "outputs");
    private static final Set<String> OUTPUT_MEMBERS = Set.of("name", "parameters");
    private static final String INPUTS = "an array of at least one tensor";

    private final JsonParser json;
    private @Nullable String id;
    private Map<String, JsonNode> parameters = Map.of();
    private @Nullable List<RawInput> inputs;
    private List<RequestedOutput> outputs = List.of();

    private RequestParser(JsonParser json) {
        this.json = json;
    }

    static RawInferRequest parse(byte[] bytes, int length) {
        try (JsonParser json = WireJson.FACTORY.createParser(bytes, 0, length)) {
            json.nextToken();
            return new RequestParser(json).request();
        } catch (IOException e) {
            throw InferErrors.notJson(e);
        }
    }

    private RawInferRequest request() throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw RequestException.invalid(null, "body: not an object (expected a JSON object with inputs)");
        }
        JsonObjects.object(json, "body", "an object", MEMBERS, this::member);
        if (json.nextToken() != null) {
            throw RequestException.invalid(null, "body: more than one value (expected one JSON object with inputs)");
        }
        if (inputs == null) {
            throw InferErrors.missing("inputs", INPUTS);
        }
        if (inputs.isEmpty()) {
            throw InferErrors.at("inputs", "[]", INPUTS);
        }
        return new RawInferRequest(id, parameters, inputs, outputs);
    }

    private void member(String member) throws IOException {
        switch (member) {
            case "id" -> id = JsonObjects.text(json, member, "a string");
            case "parameters" -> parameters = JsonObjects.parameters(json, member);
            case "inputs" ->
                inputs = JsonObjects.list(json, member, INPUTS, path -> new InputParser(json, path).parse());
            default -> outputs = JsonObjects.list(json, member, "an array of objects with a name", this::output);
        }
    }

    private RequestedOutput output(String path) throws IOException {
        var output = new Output();
        JsonObjects.object(json, path, "an object with a name", OUTPUT_MEMBERS, member -> {
            if (member.equals("name")) {
                output.name = JsonObjects.name(json, path + ".name");
            } else {
                output.parameters = JsonObjects.parameters(json, path + ".parameters");
            }
        });
        if (output.name == null) {
            throw InferErrors.missing(path + ".name", "the name of an output of the model");
        }
        return new RequestedOutput(output.name, output.parameters);
    }

    private static final class Output {

        private @Nullable String name;
        private Map<String, JsonNode> parameters = Map.of();
    }
}
