package dev.ponder.runtime.launch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

import dev.ponder.runtime.config.Setting;

/** Compares the configuration with the settings that the server has. Shows no secret. */
final class SettingsCheck {

    private static final String PREFIX = "ponder.";
    private static final Pattern SECRET = Pattern
            .compile(".*(api-key|key-hashes|\\.headers\\.|\\.query\\.|password|secret|(?<!first-)token$).*");
    /** Kubernetes sets these for a service whose name begins with {@code ponder}. */
    private static final Pattern OF_KUBERNETES = Pattern
            .compile("PONDER(_.*)?_SERVICE_(HOST|PORT)(_.*)?|PONDER(_.*)?_PORT(_\\d+_(TCP|UDP)(_.*)?)?");
    private static final int MAX_DISTANCE = 12;

    private final Config config;
    private final List<Setting> settings;
    private final Map<String, Setting> plain = new HashMap<>();
    /** The settings below a key, the ones with the fewest keys first. */
    private final List<Setting> keyed;
    private final Map<String, String> values;

    SettingsCheck(Config config, List<Setting> settings) {
        this.config = config;
        this.settings = settings;
        settings.stream().filter(setting -> keys(setting) == 0).forEach(setting -> plain.put(setting.name(), setting));
        this.keyed = settings.stream().filter(setting -> keys(setting) > 0)
                .sorted(Comparator.comparing(SettingsCheck::keys)).toList();
        this.values = values();
    }

    /** What is wrong with the values, a line each. */
    List<String> faults() {
        var faults = new ArrayList<String>();
        values.forEach((name, value) -> setting(name)
                .flatMap(setting -> setting.fault(name, value, config)).ifPresent(faults::add));
        return faults;
    }

    /** The properties and variables that set nothing, a line each. */
    List<String> unknown(Collection<String> variables) {
        var unknown = new TreeSet<String>();
        names().stream().filter(name -> setting(name).isEmpty())
                .filter(name -> !variables.contains(variable(name)))
                .forEach(name -> unknown.add(suggestion(name, Setting::name)));
        variables.stream().filter(name -> name.startsWith("PONDER_") && !OF_KUBERNETES.matcher(name).matches())
                .filter(name -> settings.stream().noneMatch(setting -> setting.matchesVariable(name)))
                .forEach(name -> unknown.add(suggestion(name, Setting::variable)));
        return List.copyOf(unknown);
    }

    /** SmallRye Config derives a property from each variable. */
    private static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** The settings that differ from their defaults, as {@code name=value}. */
    List<String> changed() {
        var changed = new ArrayList<String>();
        values.forEach((name, value) -> setting(name)
                .filter(setting -> !setting.byDefault().orElse("").equals(value))
                .ifPresent(setting -> changed.add(name + "=" + shown(name, value))));
        return changed;
    }

    private static String shown(String name, String value) {
        return SECRET.matcher(name).matches()
                ? "***"
                : value.strip().replaceAll("//[^/@]*@", "//***@").replaceAll("(https?://[^?]*)\\?.*", "$1?***");
    }

    /** The values that are set, by name. A default that refers to a variable counts as not set. */
    private TreeMap<String, String> values() {
        var values = new TreeMap<String, String>();
        var names = new TreeSet<>(names());
        names.addAll(plain.keySet());
        for (String name : names) {
            ConfigValue value = config.getConfigValue(name);
            boolean declared = setting(name).flatMap(Setting::byDefault)
                    .equals(Optional.ofNullable(value.getRawValue()));
            if (value.getValue() != null && !declared) {
                values.put(name, value.getValue());
            }
        }
        return values;
    }

    private Collection<String> names() {
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(name -> name.startsWith(PREFIX))
                .collect(java.util.stream.Collectors.toCollection(TreeSet::new));
    }

    private Optional<Setting> setting(String name) {
        Setting known = plain.get(name);
        return known != null
                ? Optional.of(known)
                : keyed.stream().filter(setting -> setting.matches(name)).findFirst();
    }

    private static long keys(Setting setting) {
        return setting.name().chars().filter(c -> c == '*').count();
    }

    private String suggestion(String name, java.util.function.Function<Setting, String> form) {
        String nearest = settings.stream().map(form)
                .min(Comparator.comparing((String candidate) -> distance(candidate, name))
                        .thenComparing(String::length))
                .filter(candidate -> distance(candidate, name) <= MAX_DISTANCE).orElse("");
        return name + " sets nothing" + (nearest.isEmpty() ? "" : ": did you mean " + nearest + "?");
    }

    /** The edit distance, in which an asterisk stands for any text. */
    static int distance(String pattern, String text) {
        int[] row = new int[text.length() + 1];
        for (int j = 0; j <= text.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= pattern.length(); i++) {
            boolean any = pattern.charAt(i - 1) == '*';
            int diagonal = row[0];
            row[0] += any ? 0 : 1;
            for (int j = 1; j <= text.length(); j++) {
                int above = row[j];
                row[j] = any
                        ? Math.min(above, row[j - 1])
                        : Math.min(Math.min(above, row[j - 1]) + 1,
                                diagonal + (pattern.charAt(i - 1) == text.charAt(j - 1) ? 0 : 1));
                diagonal = above;
            }
        }
        return row[text.length()];
    }
}
