package dev.ponder.runtime.upstream.openai.preset;

import static dev.ponder.runtime.upstream.openai.preset.ProviderPreset.AUTHORIZATION;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The settings that a provider's own environment variables contain, such as {@code AZURE_OPENAI_ENDPOINT}.
 *
 * @param address the base URL; empty for that of the preset
 * @param keyHeader the header of the key, in lower case
 * @param key the key
 * @param headers further headers
 * @param models the models that the upstream serves; empty if no variable names any
 */
public record PresetVariables(Optional<String> address, String keyHeader, Optional<String> key,
        Map<String, String> headers, List<String> models) {

    private static final List<String> AZURE_VERSIONS = List.of("AZURE_OPENAI_API_VERSION", "OPENAI_API_VERSION");
    private static final List<String> AZURE_DEPLOYMENTS = List.of("AZURE_OPENAI_DEPLOYMENT",
            "AZURE_OPENAI_DEPLOYMENT_NAME");
    private static final List<String> AZURE_TOKENS = List.of("AZURE_OPENAI_AD_TOKEN");
    private static final String OLLAMA_PORT = ":11434";

    /** Reads the variables of a provider. */
    public static PresetVariables of(ProviderPreset preset, Function<String, Optional<String>> environment) {
        Optional<String> address = ProviderPreset.first(preset.addressVariables(), environment);
        Optional<String> key = ProviderPreset.first(preset.keyVariables(), environment);
        var headers = new TreeMap<String, String>();
        preset.headerVariables().forEach((header, variable) -> ProviderPreset.first(List.of(variable), environment)
                .ifPresent(value -> headers.put(header, value)));
        return switch (preset.provider()) {
            case AZURE -> azure(preset, address, key, environment);
            case OLLAMA -> new PresetVariables(address.map(PresetVariables::ollama), preset.keyHeader(), key, headers,
                    List.of());
            case ANTHROPIC -> new PresetVariables(address.map(PresetVariables::withVersion), preset.keyHeader(), key,
                    headers, List.of());
            case OPENAI, OPENROUTER, GEMINI, MISTRAL, GROQ, CEREBRAS, DEEPSEEK, VLLM ->
                new PresetVariables(address, preset.keyHeader(), key, headers, List.of());
        };
    }

    /** Without a version, the calls go to the API whose version is in its path. With one, the deployment is in the path. */
    private static PresetVariables azure(ProviderPreset preset, Optional<String> endpoint, Optional<String> key,
            Function<String, Optional<String>> environment) {
        Optional<String> version = ProviderPreset.first(AZURE_VERSIONS, environment).filter(isDated());
        Optional<String> address = endpoint.map(PresetVariables::withoutSlash).map(base -> base.contains("/openai")
                ? base
                : version.map(date -> base + "/openai/deployments/{model}?api-version=" + date)
                        .orElse(base + "/openai/v1"));
        Optional<String> token = key.isPresent() ? Optional.empty() : ProviderPreset.first(AZURE_TOKENS, environment);
        List<String> deployments = ProviderPreset.first(AZURE_DEPLOYMENTS, environment)
                .map(names -> Arrays.stream(names.split(",", -1)).map(String::strip).filter(name -> !name.isEmpty())
                        .toList())
                .orElse(List.of());
        return new PresetVariables(address, token.isPresent() ? AUTHORIZATION : preset.keyHeader(), key.or(() -> token),
                Map.of(), deployments);
    }

    /** {@code v1} and {@code preview} are versions of the API whose version is in its path. */
    private static Predicate<String> isDated() {
        return version -> Character.isDigit(version.charAt(0));
    }

    /** As Ollama reads it: host, port or both, with or without a scheme; the address to listen on is also valid. */
    private static String ollama(String host) {
        String text = withoutSlash(host);
        int scheme = text.indexOf("://");
        String protocol = scheme < 0 ? "http" : text.substring(0, scheme);
        String rest = text.substring(scheme < 0 ? 0 : scheme + 3);
        String authority = rest.startsWith(":") ? "127.0.0.1" + rest : rest.replace("0.0.0.0", "127.0.0.1");
        boolean port = authority.indexOf(':', authority.lastIndexOf(']') + 1) >= 0;
        return protocol + "://" + authority + (port || scheme >= 0 ? "" : OLLAMA_PORT) + "/v1";
    }

    /** The address of Anthropic's own SDKs has no version. */
    private static String withVersion(String address) {
        String base = withoutSlash(address);
        return base.endsWith("/v1") ? base : base + "/v1";
    }

    private static String withoutSlash(String address) {
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }
}
