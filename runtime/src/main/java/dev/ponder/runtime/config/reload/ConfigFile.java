package dev.ponder.runtime.config.reload;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads a file of properties: YAML if its name ends with {@code .yaml} or {@code .yml}, else Java's format of properties. */
final class ConfigFile {

    private ConfigFile() {
    }

    /** The properties by name; throws {@link IllegalArgumentException} with what is wrong, which quotes no value. */
    static Map<String, String> properties(Path file, String text) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.endsWith(".yaml") || name.endsWith(".yml") ? yaml(text) : plain(text);
    }

    private static Map<String, String> plain(String text) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty, (one, other) -> other, TreeMap::new));
    }

    private static Map<String, String> yaml(String text) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Object document;
        try {
            document = new Yaml(new SafeConstructor(options)).load(text);
        } catch (MarkedYAMLException malformed) {
            int line = malformed.getProblemMark() == null ? 1 : malformed.getProblemMark().getLine() + 1;
            throw new IllegalArgumentException("line " + line + ": " + malformed.getProblem() + " (expected YAML)");
        } catch (YAMLException malformed) {
            throw new IllegalArgumentException("malformed (expected one YAML document)");
        }
        var properties = new LinkedHashMap<String, String>();
        if (document != null) {
            flatten("", document, properties);
        }
        return properties;
    }

    private static void flatten(String name, @Nullable Object value, Map<String, String> properties) {
        if (value instanceof Map<?, ?> members) {
            members.forEach((key, member) -> flatten(path(name, String.valueOf(key)), member, properties));
        } else if (name.isEmpty()) {
            throw new IllegalArgumentException(
                    "line 1: no mapping (expected 'ponder:' and lines of 'key: value' below it)");
        } else if (value instanceof List<?> items) {
            properties.put(name, items.stream().map(item -> scalar(name, item).replace(",", "\\,"))
                    .collect(Collectors.joining(",")));
        } else {
            properties.put(name, Optional.ofNullable(value).map(String::valueOf).orElse(""));
        }
    }

    private static String scalar(String name, @Nullable Object item) {
        if (item instanceof Map || item instanceof List) {
            throw new IllegalArgumentException(name + ": a list of mappings or lists (expected a list of values)");
        }
        return String.valueOf(item);
    }

    /** A key may be a whole name, such as {@code ponder.limits}. The dots of other keys are quoted, as in models' names. */
    private static String path(String name, String key) {
        if (name.isEmpty()) {
            return key;
        }
        return name + "." + (key.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_')
                ? key
                : '"' + key + '"');
    }
}
