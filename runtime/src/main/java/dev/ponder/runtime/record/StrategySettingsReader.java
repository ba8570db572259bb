package dev.ponder.runtime.record;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

import org.eclipse.microprofile.config.Config;

import dev.ponder.runtime.config.Setting;
import dev.ponder.runtime.config.SettingsCatalog;
import dev.ponder.runtime.strategy.StrategyDescriptor;
import dev.ponder.runtime.strategy.StrategyRegistry;

/** The settings of strategies as they are in effect, without those that may be secret. Thread-safe. */
public final class StrategySettingsReader {

    private static final Pattern SECRET = Pattern.compile(".*(key|secret|password|token|header|credential).*");

    private final StrategyRegistry strategies;
    private final Config config;
    private final Map<String, Map<String, String>> known = new ConcurrentHashMap<>();

    public StrategySettingsReader(StrategyRegistry strategies, Config config) {
        this.strategies = strategies;
        this.config = config;
    }

    /** The values by property name; an empty text for a setting without a value. Ids of no strategy are ignored. */
    public Map<String, String> of(Set<String> ids) {
        var all = new TreeMap<String, String>();
        ids.forEach(id -> all.putAll(known.computeIfAbsent(id, this::read)));
        return all;
    }

    private Map<String, String> read(String id) {
        var values = new TreeMap<String, String>();
        strategies.find(id).map(StrategyDescriptor::settings).filter(Class::isInterface)
                .ifPresent(type -> SettingsCatalog.of(type, "ponder.strategies." + id)
                        .forEach(setting -> read(setting, values)));
        return values;
    }

    private void read(Setting setting, Map<String, String> values) {
        if (SECRET.matcher(setting.name()).matches() && !Number.class.isAssignableFrom(setting.type())) {
            return;
        }
        if (setting.name().indexOf('*') < 0) {
            String value = config.getConfigValue(setting.name()).getValue();
            values.put(setting.name(), value == null ? setting.byDefault().orElse("") : value);
            return;
        }
        StreamSupport.stream(config.getPropertyNames().spliterator(), false).filter(setting::matches)
                .filter(name -> !SECRET.matcher(name).matches())
                .forEach(name -> values.put(name, String.valueOf(config.getConfigValue(name).getValue())));
    }
}
