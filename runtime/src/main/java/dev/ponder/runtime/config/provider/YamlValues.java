package dev.ponder.runtime.config.provider;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads values of a YAML document, and collects what is wrong with them: file, line, key, value and what was expected. */
final class YamlValues {

    private final String file;
    private final Variables variables;
    private final List<String> faults = new ArrayList<>();

    YamlValues(String file, Variables variables) {
        this.file = file;
        this.variables = variables;
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    /** The members of a mapping; none of a missing node. */
    Map<String, Node> members(@Nullable Node node, String key, Set<String> expected) {
        var members = new LinkedHashMap<String, Node>();
        for (NodeTuple entry : mapping(node, key)) {
            String name = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (members.containsKey(name)) {
                fault(entry.getKeyNode(), path(key, name), "is a duplicate (expected once)");
            } else if (expected.contains(name)) {
                members.put(name, entry.getValueNode());
            } else {
                fault(entry.getKeyNode(), path(key, name), "is unknown (expected one of "
                        + String.join(", ", expected.stream().sorted().toList()) + ")");
            }
        }
        return members;
    }

    /** The members of a mapping of texts. */
    Map<String, String> texts(@Nullable Node node, String key) {
        var texts = new LinkedHashMap<String, String>();
        for (NodeTuple entry : mapping(node, key)) {
            if (entry.getKeyNode() instanceof ScalarNode name) {
                text(entry.getValueNode(), path(key, name.getValue()), "a text")
                        .ifPresent(text -> texts.put(name.getValue(), text));
            }
        }
        return texts;
    }

    /** The items of a sequence; none of a missing node. */
    List<Node> items(@Nullable Node node, String key) {
        if (node == null) {
            return List.of();
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        fault(node, key, "is no list (expected a list of providers, each beginning with '- ')");
        return List.of();
    }

    /** A text with its variables replaced; empty if it is missing, null or empty. */
    Optional<String> text(@Nullable Node node, String key, String expected) {
        if (node == null || node.getTag().equals(Tag.NULL)) {
            return Optional.empty();
        }
        if (!(node instanceof ScalarNode scalar)) {
            fault(node, key, "is no single value (expected " + expected + ")");
            return Optional.empty();
        }
        try {
            return Optional.of(variables.expanded(scalar.getValue()).strip()).filter(text -> !text.isEmpty());
        } catch (IllegalArgumentException e) {
            fault(node, key, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** A number of at least this minimum. */
    Optional<Double> number(@Nullable Node node, String key, double min, String expected) {
        Optional<String> text = text(node, key, expected);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            double number = Double.parseDouble(text.get());
            if (number >= min && number <= Integer.MAX_VALUE) {
                return Optional.of(number);
            }
        } catch (NumberFormatException noNumber) {
            // Reported as any other value that is not expected
        }
        faultOfValue(node, key, text.get(), expected);
        return Optional.empty();
    }

    /** One of these texts. */
    Optional<String> oneOf(@Nullable Node node, String key, List<String> values) {
        String expected = "one of " + String.join(", ", values);
        Optional<String> text = text(node, key, expected);
        if (text.isPresent() && !values.contains(text.get())) {
            faultOfValue(node, key, text.get(), expected);
            return Optional.empty();
        }
        return text;
    }

    /** Reports a wrong value. */
    void faultOfValue(@Nullable Node node, String key, String value, String expected) {
        fault(node, key, "'" + value + "' (expected " + expected + ")");
    }

    /** Reports a fault. */
    void fault(@Nullable Node node, String key, String fault) {
        String line = node == null ? "" : " line " + (node.getStartMark().getLine() + 1);
        faults.add(file + line + ": " + key + ": " + fault);
    }

    static String path(String key, String name) {
        return key.isEmpty() ? name : key + "." + name;
    }

    private List<NodeTuple> mapping(@Nullable Node node, String key) {
        if (node == null || node.getTag().equals(Tag.NULL)) {
            return List.of();
        }
        if (node instanceof MappingNode mapping) {
            return mapping.getValue();
        }
        fault(node, key.isEmpty() ? "the document" : key, "is no mapping (expected 'key: value' lines)");
        return List.of();
    }
}
