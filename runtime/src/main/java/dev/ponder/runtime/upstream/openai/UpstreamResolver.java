package dev.ponder.runtime.upstream.openai;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.ponder.runtime.config.PonderConfig;
import dev.ponder.runtime.config.Provider;
import dev.ponder.runtime.config.UpstreamConfig;
import dev.ponder.runtime.upstream.openai.preset.PresetVariables;
import dev.ponder.runtime.upstream.openai.preset.ProviderPreset;

/** Finds address, key and models of the configured upstreams: in their properties, else in what their provider implies. */
final class UpstreamResolver {

    static final String DEFAULT = "default";

    private final PonderConfig config;
    private final Function<String, Optional<String>> environment;

    /** @param environment looks up a variable */
    UpstreamResolver(PonderConfig config, Function<String, Optional<String>> environment) {
        this.config = config;
        this.environment = environment;
    }

    /** @param faults receives a line for each fault; no line shows a secret */
    List<ResolvedUpstream> upstreams(List<String> faults) {
        var resolved = new ArrayList<ResolvedUpstream>();
        Map<String, UpstreamConfig> named = new TreeMap<>(config.upstreams());
        named.remove(DEFAULT);
        named.forEach((name, upstream) -> resolved(name, upstream, faults).ifPresent(resolved::add));
        resolvedDefault(faults).ifPresent(resolved::add);
        if (resolved.size() > 1) {
            resolved.stream().filter(UpstreamResolver::cannotBeFound).forEach(upstream -> faults.add(upstream.property()
                    + ".models is missing (expected the names of its models, separated by commas, because '"
                    + upstream.preset().orElseThrow().id() + "' does not list them)"));
        }
        return resolved;
    }

    /** An upstream with neither key nor proxy. */
    ResolvedUpstream unlisted(String name, String baseUrl) {
        return new ResolvedUpstream(name, property(name), defaultConfig(), UpstreamAddress.parse(baseUrl),
                Optional.empty(), ProviderPreset.AUTHORIZATION, Optional.empty(), Map.of(), Optional.empty(),
                Optional.empty(), List.of());
    }

    /** The models that an upstream lists decide which calls it gets, unless it is the one for all others. */
    private static boolean cannotBeFound(ResolvedUpstream upstream) {
        return !upstream.name().equals(DEFAULT) && upstream.models().isEmpty() && !upstream.quirks().listsModels();
    }

    private Optional<ResolvedUpstream> resolved(String name, UpstreamConfig upstream, List<String> faults) {
        if (upstream.provider().isPresent()) {
            return byProvider(name, upstream, upstream.provider().get(), faults);
        }
        if (upstream.baseUrl().isEmpty()) {
            faults.add(property(name) + ".base-url is missing (expected the server's address up to and with /v1, or a"
                    + " provider in " + property(name) + ".provider)");
            return Optional.empty();
        }
        return resolved(name, upstream.baseUrl().get(), set(upstream.apiKey()), upstream.apiKeyFile(), upstream,
                Optional.empty(), faults);
    }

    private Optional<ResolvedUpstream> resolvedDefault(List<String> faults) {
        UpstreamConfig upstream = defaultConfig();
        Optional<Provider> provider = upstream.provider().or(config::provider);
        if (provider.isPresent()) {
            return byProvider(DEFAULT, upstream, provider.get(), faults);
        }
        Optional<Path> keyFile = upstream.apiKeyFile().or(config.openai()::apiKeyFile);
        Optional<String> key = set(upstream.apiKey().or(config.openai()::apiKey));
        return set(upstream.baseUrl().or(config.openai()::baseUrl))
                .or(() -> Optional.of(ProviderPreset.OPENAI_ADDRESS)
                        .filter(url -> key.isPresent() || keyFile.isPresent()))
                .flatMap(url -> resolved(DEFAULT, url, key, keyFile, upstream, Optional.empty(), faults));
    }

    private Optional<ResolvedUpstream> byProvider(String name, UpstreamConfig upstream, Provider provider,
            List<String> faults) {
        ProviderPreset preset = ProviderPreset.of(provider);
        PresetVariables variables = PresetVariables.of(preset, environment);
        boolean openai = name.equals(DEFAULT) && provider == Provider.OPENAI;
        Optional<String> set = set(upstream.baseUrl())
                .or(() -> openai ? set(config.openai().baseUrl()) : Optional.empty());
        Optional<String> url = set.or(variables::address).or(preset::address);
        if (url.isEmpty()) {
            faults.add(property(name) + ".base-url is missing (expected the address of '" + preset.id()
                    + "' there or in " + String.join(" or ", preset.addressVariables()) + ")");
            return Optional.empty();
        }
        Optional<Path> keyFile = upstream.apiKeyFile()
                .or(() -> openai ? config.openai().apiKeyFile() : Optional.empty());
        Optional<String> own = set(upstream.apiKey())
                .or(() -> openai ? set(config.openai().apiKey()) : Optional.empty());
        boolean elsewhere = own.isPresent() || keyFile.isPresent();
        Optional<String> key = elsewhere ? own : variables.key();
        if (key.isEmpty() && keyFile.isEmpty() && set.isEmpty() && preset.keyRequired()
                && !keyOtherwise(upstream, preset)) {
            faults.add(property(name) + ".api-key is missing (expected the key of '" + preset.id() + "' there, in "
                    + property(name) + ".api-key-file or in " + String.join(" or ", preset.keyVariables()) + ")");
        }
        var headers = new HashMap<>(variables.headers());
        headers.putAll(upstream.headers());
        return resolved(name, url.get(), key, keyFile, upstream, Optional.of(new Implied(preset,
                elsewhere ? preset.keyHeader() : variables.keyHeader(), headers, variables.models())), faults);
    }

    /** What follows from a provider and its variables. */
    private record Implied(ProviderPreset preset, String keyHeader, Map<String, String> headers, List<String> models) {}

    private boolean keyOtherwise(UpstreamConfig upstream, ProviderPreset preset) {
        Stream<String> own = upstream.headers().keySet().stream().map(name -> name.replace('.', '-'));
        return Stream.concat(own, config.forwardHeaders().orElse(List.of()).stream())
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.equals(ProviderPreset.AUTHORIZATION) || name.equals(preset.keyHeader()));
    }

    private Optional<ResolvedUpstream> resolved(String name, String url, Optional<String> key, Optional<Path> keyFile,
            UpstreamConfig upstream, Optional<Implied> implied, List<String> faults) {
        String property = property(name);
        UpstreamAddress address;
        try {
            address = UpstreamAddress.parse(url).with(parameters(upstream.query()));
        } catch (IllegalArgumentException malformed) {
            faults.add(property + ".base-url: '" + shown(url) + "': " + malformed.getMessage()
                    + " (expected an address such as http://localhost:8000/v1; OPENAI_BASE_URL sets that of the"
                    + " default upstream)");
            return Optional.empty();
        }
        if (key.isPresent() && keyFile.isPresent()) {
            faults.add(property + ".api-key-file: '" + keyFile.get() + "', while the key is set otherwise"
                    + " (expected one of both)");
        }
        Optional<ProxySetting> proxy = ProxySetting.of(property, upstream.proxy(), address, environment, faults);
        var resolved = new ResolvedUpstream(name, property, upstream, address, key,
                upstream.apiKeyHeader().map(header -> header.strip().toLowerCase(Locale.ROOT))
                        .or(() -> implied.map(Implied::keyHeader)).orElse(ProviderPreset.AUTHORIZATION),
                keyFile, implied.map(Implied::headers).orElse(upstream.headers()), proxy, implied.map(Implied::preset),
                upstream.models().or(() -> implied.map(Implied::models)).orElse(List.of()));
        resolved.credentials(faults);
        keyFile.ifPresent(file -> check(resolved, file, faults));
        return Optional.of(resolved);
    }

    private static void check(ResolvedUpstream upstream, Path file, List<String> faults) {
        String setting = upstream.property() + ".api-key-file: '" + file + "'";
        try {
            upstream.credentials(Files.readString(file));
        } catch (IOException e) {
            faults.add(setting + " cannot be read (expected a file with the API key): " + e.getClass().getSimpleName());
        } catch (IllegalArgumentException wrong) {
            faults.add(setting + ": " + wrong.getMessage());
        }
    }

    /** Environment variables have no hyphens: SmallRye reads their underscores as dots. */
    private static Map<String, String> parameters(Map<String, String> query) {
        var parameters = new TreeMap<String, String>();
        query.forEach((name, value) -> parameters.put(name.replace('.', '-'), value.strip()));
        return parameters;
    }

    /** Without the parts of a URL that may contain secrets. */
    private static String shown(String url) {
        return url.strip().replaceAll("[?#].*", "").replaceAll("//[^/]*@", "//");
    }

    /** Present even without configuration, because the map has defaults. */
    private UpstreamConfig defaultConfig() {
        return Objects.requireNonNull(config.upstreams().get(DEFAULT));
    }

    private static Optional<String> set(Optional<String> value) {
        return value.filter(text -> !text.isBlank());
    }

    private static String property(String name) {
        return "ponder.upstreams." + name;
    }
}
