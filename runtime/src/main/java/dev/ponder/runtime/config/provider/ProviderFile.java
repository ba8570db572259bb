package dev.ponder.runtime.config.provider;

import java.io.Reader;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Maps a provider file of OptiLLM to the properties of upstreams. One instance for one file. */
final class ProviderFile {

    private static final String UPSTREAMS = "ponder.upstreams.";
    private static final Set<String> SECTIONS = Set.of("providers", "routing", "timeouts", "queue", "monitoring");
    private static final Set<String> PROVIDER = Set.of("name", "base_url", "api_key", "weight", "fallback_only",
            "max_concurrent", "model_map");
    private static final Map<String, String> BALANCING = Map.of("weighted", "weighted", "round_robin", "round-robin",
            "failover", "round-robin");
    /** As a name in properties and meters. */
    private static final int MAX_NAME = 100;

    private final String file;
    private final YamlValues values;
    private final Map<String, String> properties = new LinkedHashMap<>();

    ProviderFile(String file, Function<String, Optional<String>> variables) {
        this.file = file;
        this.values = new YamlValues(file, new Variables(variables));
    }

    /** What is wrong with the file, a line each. */
    List<String> faults() {
        return values.faults();
    }

    /** The properties; to be used only if there are no faults. */
    Map<String, String> properties(Reader yaml) {
        try {
            read(new Yaml(new SafeConstructor(new LoaderOptions())).compose(yaml));
        } catch (MarkedYAMLException malformed) {
            int line = malformed.getProblemMark() == null ? 0 : malformed.getProblemMark().getLine() + 1;
            values.fault(null, "line " + line, malformed.getProblem() + " (expected YAML)");
        } catch (YAMLException malformed) {
            values.fault(null, file, "is malformed (expected one YAML document)");
        }
        return properties;
    }

    private void read(@Nullable Node document) {
        Map<String, Node> sections = values.members(document, "", SECTIONS);
        Map<String, Node> routing = values.members(sections.get("routing"), "routing", Set.of("strategy", "health_check"));
        Map<String, Node> queue = values.members(sections.get("queue"), "queue", Set.of("max_concurrent", "timeout"));
        Map<String, Node> timeouts = values.members(sections.get("timeouts"), "timeouts", Set.of("request", "connect"));
        Optional<String> strategy = values.oneOf(routing.get("strategy"), "routing.strategy",
                BALANCING.keySet().stream().sorted().toList());
        strategy.ifPresent(name -> properties.put("ponder.balancing", String.valueOf(BALANCING.get(name))));
        var common = new LinkedHashMap<String, String>();
        seconds(timeouts.get("request"), "timeouts.request").ifPresent(limit -> {
            common.put("timeouts.total", limit);
            common.put("timeouts.first-byte", limit);
        });
        seconds(timeouts.get("connect"), "timeouts.connect").ifPresent(limit -> common.put("timeouts.connect", limit));
        seconds(queue.get("timeout"), "queue.timeout").ifPresent(limit -> common.put("max-queue-time", limit));
        count(queue.get("max_concurrent"), "queue.max_concurrent").ifPresent(max -> common.put("max-connections", max));
        List<Node> providers = values.items(sections.get("providers"), "providers");
        if (providers.isEmpty() && faults().isEmpty()) {
            values.fault(document, "providers", "is missing or empty (expected a list of providers with base_url)");
        }
        var names = new LinkedHashSet<String>();
        for (int i = 0; i < providers.size(); i++) {
            provider(providers.get(i), i, strategy.equals(Optional.of("failover")), common, names);
        }
    }

    private void provider(Node node, int index, boolean failover, Map<String, String> common, Set<String> names) {
        String key = "providers[" + index + "]";
        Map<String, Node> members = values.members(node, key, PROVIDER);
        String name = values.text(members.get("name"), key + ".name", "a name").orElse("provider_" + index);
        if (!isName(name) || !names.add(name)) {
            values.faultOfValue(members.get("name"), key + ".name", name,
                    "a name that no other provider has, of at most " + MAX_NAME + " letters, digits, blanks and -_.:/");
            return;
        }
        String prefix = UPSTREAMS + (name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-')
                ? name
                : "\"" + name + "\"") + ".";
        common.forEach((property, value) -> put(prefix + property, value));
        Optional<String> url = values.text(members.get("base_url"), key + ".base_url", "an address");
        if (url.isEmpty() && !members.containsKey("base_url")) {
            values.fault(node, key + ".base_url", "is missing (expected an address such as http://localhost:8000/v1)");
        }
        Optional<String> apiKey = values.text(members.get("api_key"), key + ".api_key", "a key");
        boolean azure = url.filter(ProviderFile::isAzure).isPresent();
        url.map(address -> azure ? azureAddress(address) : address).ifPresent(address -> put(prefix + "base-url", address));
        apiKey.ifPresent(secret -> put(prefix + (azure ? "headers.api-key" : "api-key"), secret));
        put(prefix + "models", "*");
        put(prefix + "weight", weight(members.get("weight"), key + ".weight").orElse("100"));
        count(members.get("max_concurrent"), key + ".max_concurrent")
                .ifPresent(max -> put(prefix + "max-connections", max));
        boolean last = values.oneOf(members.get("fallback_only"), key + ".fallback_only", List.of("true", "false"))
                .filter("true"::equals).isPresent();
        put(prefix + "priority", String.valueOf((last ? 1_000 : 0) + (failover ? index : 0)));
        values.texts(members.get("model_map"), key + ".model_map")
                .forEach((model, deployment) -> put(prefix + "model-map.\"" + model + "\"", deployment));
    }

    /** The configuration replaces expressions too, but a value of the file has none left. */
    private void put(String property, String value) {
        properties.put(property, value.replace("${", "\\${"));
    }

    /** Weights of the file may be fractions. */
    private Optional<String> weight(@Nullable Node node, String key) {
        return values.number(node, key, 0.01, "a number of 0.01 or more")
                .map(weight -> String.valueOf(Math.round(100 * weight)));
    }

    private Optional<String> count(@Nullable Node node, String key) {
        return values.number(node, key, 1, "a whole number of 1 or more").map(max -> String.valueOf(Math.round(max)));
    }

    private Optional<String> seconds(@Nullable Node node, String key) {
        return values.number(node, key, 0.001, "a number of seconds above 0")
                .map(seconds -> Math.round(seconds * 1000) + "MS");
    }

    private static boolean isName(String name) {
        return name.length() <= MAX_NAME && !name.isBlank()
                && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || " -_.:/".indexOf(c) >= 0);
    }

    private static boolean isAzure(String address) {
        try {
            String host = URI.create(address).getHost();
            return host != null && host.toLowerCase(Locale.ROOT).contains("azure");
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    /** Azure serves OpenAI's API, with the model in the body, below this path. */
    private static String azureAddress(String address) {
        String base = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        return URI.create(base).getPath().isEmpty() ? base + "/openai/v1" : base;
    }
}
