package dev.ponder.runtime.rest.kserve.tensor;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.error.RequestException;
import dev.ponder.api.serving.tensor.RequestedOutput;
import dev.ponder.runtime.rest.kserve.tensor.InputParser.RawInput;

/** Parses the JSON of a request, except the elements of its inputs. One instance per request. */
final class RequestParser {

    static final String HEADER_LENGTH = "Inference-Header-Content-Length";
    private static final String LENGTH_OF_JSON = "the number of bytes of the JSON";
    private static final Set<String> MEMBERS = Set.of("id", "parameters", "inputs", "outputs");
    private static final Set<String> OUTPUT_MEMBERS = Set.of("name", "parameters");
    private static final Pattern LEADING_ZEROS = Pattern.compile("^0+");
    private static final String INPUTS = "an array of at least one tensor";

    private final JsonParser json;
    private @Nullable String id;
    private Map<String, JsonNode> parameters = Map.of();
    private @Nullable List<RawInput> inputs;
    private List<RequestedOutput> outputs = List.of();

    /** A request whose inputs are not decoded yet. */
    record RawInferRequest(@Nullable String id, Map<String, JsonNode> parameters, List<RawInput> inputs,
            List<RequestedOutput> outputs) {}

    private RequestParser(JsonParser json) {
        this.json = json;
    }

    /** The number of bytes of a body that are JSON: all of them without the header. */
    static int jsonLength(@Nullable String header, int bodyLength) {
        if (header == null) {
            return bodyLength;
        }
        String text = header.strip();
        if (text.isEmpty() || !text.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            throw InferErrors.at(HEADER_LENGTH, '"' + InferErrors.shortened(text) + '"', LENGTH_OF_JSON);
        }
        String digits = LEADING_ZEROS.matcher(text).replaceFirst("");
        if (digits.isEmpty()) {
            throw InferErrors.at(HEADER_LENGTH, "0, the raw binary format, is not supported", LENGTH_OF_JSON);
        }
        if (digits.length() > 10 || Long.parseLong(digits) > bodyLength) {
            throw InferErrors.at(HEADER_LENGTH, InferErrors.shortened(digits),
                    "at most the " + bodyLength + " bytes of the body");
        }
        return Integer.parseInt(digits);
    }

    static RawInferRequest parse(byte[] bytes, int length) {
        try (JsonParser json = TensorJson.FACTORY.createParser(bytes, 0, length)) {
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
