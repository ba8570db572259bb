package dev.ponder.runtime.security.access;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

import dev.ponder.runtime.config.Setting;
import dev.ponder.runtime.config.SettingsCatalog;
import dev.ponder.runtime.security.access.AccessConfig.ClientConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/**
 * Reads a file of clients in YAML or JSON: {@code clients}, and below it the names of clients with their settings, which have
 * the names and values of the properties. One instance for one text.
 */
final class ClientsFile {

    private static final String PREFIX = "ponder.access";
    private static final String CLIENTS = "clients";
    private static final int MAX_DEPTH = 6;
    private static final List<Setting> SETTINGS = SettingsCatalog.of(AccessConfig.class, PREFIX);

    private final Map<String, String> properties = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();

    /** The clients by name; throws an {@link IllegalArgumentException} with what is wrong, which shows no hash. */
    static Map<String, ClientConfig> read(String text) {
        return new ClientsFile().clients(text);
    }

    private Map<String, ClientConfig> clients(String text) {
        try {
            root(new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text)));
        } catch (MarkedYAMLException malformed) {
            throw new IllegalArgumentException("line " + (malformed.getProblemMark() == null
                    ? 0
                    : malformed.getProblemMark().getLine() + 1) + ": malformed (expected YAML or JSON)");
        } catch (YAMLException malformed) {
            throw new IllegalArgumentException("malformed (expected one document of YAML or JSON)");
        }
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder().addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(properties, "file of clients", 100));
        SmallRyeConfig converters = builder.build();
        properties.forEach((property, value) -> fault(property, value, converters).ifPresent(fault -> faults
                .add("line " + lines.get(property) + ": " + fault.substring(PREFIX.length() + 1))));
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
        return builder.withMapping(AccessConfig.class).build().getConfigMapping(AccessConfig.class).clients();
    }

    private static Optional<String> fault(String property, String value, SmallRyeConfig converters) {
        Optional<Setting> setting = SETTINGS.stream().filter(known -> known.matches(property)).findFirst();
        return setting.isEmpty()
                ? Optional.of(property + ": unknown (expected one of " + SETTINGS.stream()
                        .map(Setting::name).filter(name -> name.startsWith(PREFIX + ".clients.*."))
                        .map(name -> name.substring((PREFIX + ".clients.*.").length()))
                        .collect(Collectors.joining(", ")) + ")")
                : setting.get().fault(property, value, converters);
    }

    private void root(@Nullable Node document) {
        if (!(document instanceof MappingNode root)) {
            faults.add("no mapping (expected 'clients:' and the names of clients below it)");
            return;
        }
        for (NodeTuple member : root.getValue()) {
            if (key(member).equals(CLIENTS)) {
                flatten(PREFIX + "." + CLIENTS, member.getValueNode(), 0);
            } else {
                faults.add("line " + line(member.getKeyNode()) + ": " + key(member) + ": unknown (expected clients)");
            }
        }
    }

    private void flatten(String property, Node node, int depth) {
        if (node instanceof MappingNode mapping && depth < MAX_DEPTH) {
            for (NodeTuple member : mapping.getValue()) {
                flatten(property + "." + quoted(key(member)), member.getValueNode(), depth + 1);
            }
        } else if (node instanceof SequenceNode sequence
                && sequence.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
            put(property, node, sequence.getValue().stream().map(item -> ((ScalarNode) item).getValue())
                    .map(item -> item.replace("\\", "\\\\").replace(",", "\\,")).collect(Collectors.joining(",")));
        } else if (node instanceof ScalarNode scalar && !node.getTag().equals(Tag.NULL)) {
            put(property, node, scalar.getValue());
        } else if (!node.getTag().equals(Tag.NULL)) {
            faults.add("line " + line(node) + ": not expected here (expected a value, a list of values, or settings)");
        }
    }

    private void put(String property, Node node, String value) {
        if (properties.put(property, value) != null) {
            faults.add("line " + line(node) + ": " + property.substring(PREFIX.length() + 1)
                    + ": a duplicate (expected once)");
        }
        lines.put(property, line(node));
    }

    private static String key(NodeTuple member) {
        return member.getKeyNode() instanceof ScalarNode name ? name.getValue() : "";
    }

    private static String quoted(String name) {
        return name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_')
                ? name
                : "\"" + name + "\"";
    }

    private static int line(Node node) {
        return node.getStartMark() == null ? 0 : node.getStartMark().getLine() + 1;
    }
}
