package dev.ponder.runtime.upstream.sim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * An order whose members are wanted as JSON: {@code Order 4711: Ana Silva buys 3 chairs at 25 each, to be shipped to Lisbon.}
 *
 * @param members the members of the right object
 */
record ExtractionProblem(Map<String, JsonNode> members) implements SimProblem {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ORDER = Pattern.compile("Order ([0-9]{1,9}): (\\p{L}{1,20} \\p{L}{1,20}) buys "
            + "([0-9]{1,6}) (\\p{L}{1,20}) at ([0-9]{1,6}) each, to be shipped to (\\p{L}{1,20})");
    private static final List<String> NAMES = List.of("order", "customer", "quantity", "item", "price", "city");
    private static final List<String> OTHER_WORDS = List.of("Silva", "lamps", "Oslo", "unknown");

    static Optional<SimProblem> lastIn(String text) {
        return text.contains("JSON")
                ? ORDER.matcher(text).results().reduce((a, b) -> b).map(ExtractionProblem::of)
                : Optional.empty();
    }

    private static ExtractionProblem of(MatchResult order) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        for (int i = 0; i < NAMES.size(); i++) {
            String value = order.group(i + 1);
            members.put(NAMES.get(i), Character.isDigit(value.charAt(0))
                    ? IntNode.valueOf(Integer.parseInt(value))
                    : TextNode.valueOf(value));
        }
        return new ExtractionProblem(members);
    }

    @Override
    public String right() {
        return object(members).toString();
    }

    @Override
    public String wrong(RandomGenerator chance) {
        Map<String, JsonNode> slipped = new LinkedHashMap<>(members);
        slipped.computeIfPresent(SimRandom.pick(NAMES, chance), (name, value) -> value.isInt()
                ? IntNode.valueOf(value.intValue() + 1 + chance.nextInt(9))
                : TextNode.valueOf(SimRandom.pick(OTHER_WORDS, chance)));
        return object(slipped).toString();
    }

    private static ObjectNode object(Map<String, JsonNode> members) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        members.forEach(object::set);
        return object;
    }

    @Override
    public Optional<String> marked(String text) {
        int start = text.lastIndexOf('{');
        int end = text.indexOf('}', Math.max(0, start));
        if (start < 0 || end < 0) {
            return Optional.empty();
        }
        JsonNode found = read(text.substring(start, end + 1));
        return found.has(NAMES.get(0)) ? Optional.of(inOrder(found).toString()) : Optional.empty();
    }

    private static ObjectNode inOrder(JsonNode found) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        NAMES.stream().filter(found::has).forEach(name -> object.set(name, found.get(name)));
        return object;
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            return JsonNodeFactory.instance.missingNode();
        }
    }

    @Override
    public String reasoning(String answer, RandomGenerator chance) {
        return SimRandom.pick(List.of("The text names each member.", "I read the members one by one.",
                "Each member has its place in the text."), chance);
    }

    @Override
    public String conclusion(String answer) {
        return "```json\n" + answer + "\n```";
    }

    @Override
    public Map<String, JsonNode> members(String answer) {
        Map<String, JsonNode> byName = new LinkedHashMap<>();
        read(answer).properties().forEach(member -> byName.put(member.getKey(), member.getValue()));
        return byName;
    }
}
