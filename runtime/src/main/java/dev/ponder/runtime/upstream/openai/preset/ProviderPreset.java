package dev.ponder.runtime.upstream.openai.preset;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import dev.ponder.runtime.config.Provider;
import dev.ponder.runtime.upstream.ModelKnowledge.NSupport;

/**
 * The settings of an upstream that follow from its provider.
 *
 * @param provider the provider
 * @param address the base URL; empty if each customer has one of its own
 * @param addressVariables environment variables in which the provider's tools look for the address, the first first
 * @param keyHeader the header that carries the key, in lower case; {@code authorization} carries it as a bearer token
 * @param keyVariables environment variables in which they look for the key
 * @param keyRequired whether the provider at {@link #address} refuses calls without a key
 * @param headerVariables environment variables whose values are sent as headers, by the names of the headers
 * @param quirks how it differs from OpenAI's API
 */
public record ProviderPreset(Provider provider, Optional<String> address, List<String> addressVariables,
        String keyHeader,
        List<String> keyVariables, boolean keyRequired, Map<String, String> headerVariables, ProviderQuirks quirks) {

    /** The header of bearer tokens. */
    public static final String AUTHORIZATION = "authorization";

    /** The base URL of OpenAI. */
    public static final String OPENAI_ADDRESS = "https://api.openai.com/v1";

    /** The preset of a provider. */
    public static ProviderPreset of(Provider provider) {
        return switch (provider) {
            // https://github.com/openai/openai-python/blob/main/src/openai/_client.py: the variables of the SDK
            case OPENAI -> new ProviderPreset(provider, Optional.of(OPENAI_ADDRESS), List.of("OPENAI_BASE_URL"),
                    AUTHORIZATION, List.of("OPENAI_API_KEY"), true,
                    Map.of("openai-organization", "OPENAI_ORG_ID", "openai-project", "OPENAI_PROJECT_ID"),
                    ProviderQuirks.NONE);
            // https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle: the model of a call is the name
            // of a deployment, and GET /models lists base models instead
            case AZURE -> new ProviderPreset(provider, Optional.empty(), List.of("AZURE_OPENAI_ENDPOINT"), "api-key",
                    List.of("AZURE_OPENAI_API_KEY"), true, Map.of(), ProviderQuirks.NONE.withoutModelList());
            // https://openrouter.ai/docs/api-reference/parameters has no n; one choice is returned
            case OPENROUTER -> cloud(provider, "https://openrouter.ai/api/v1", List.of("OPENROUTER_API_KEY"),
                    quirks -> quirks.choices(NSupport.UNSUPPORTED));
            // https://ai.google.dev/gemini-api/docs/openai: the list has names such as models/gemini-2.5-flash
            case GEMINI -> cloud(provider, "https://generativelanguage.googleapis.com/v1beta/openai",
                    List.of("GEMINI_API_KEY", "GOOGLE_API_KEY"), quirks -> quirks.listing("models/"));
            // https://docs.mistral.ai/api/endpoint/chat: members that it does not know are rejected with 422; usage comes
            // with the last chunk of each stream
            case MISTRAL -> cloud(provider, "https://api.mistral.ai/v1", List.of("MISTRAL_API_KEY"),
                    quirks -> quirks.rejecting("stream_options", "logprobs", "top_logprobs", "logit_bias")
                            .renaming(Map.of("seed", "random_seed", "max_completion_tokens", "max_tokens"))
                            .withoutDeveloperRole());
            // https://console.groq.com/docs/openai: these are rejected with 400, and so is n above 1
            case GROQ -> cloud(provider, "https://api.groq.com/openai/v1", List.of("GROQ_API_KEY"),
                    quirks -> quirks.choices(NSupport.UNSUPPORTED).rejecting("logprobs", "top_logprobs", "logit_bias"));
            // https://inference-docs.cerebras.ai/resources/openai: these are rejected with 400; the role developer is not
            // exposed
            case CEREBRAS -> cloud(provider, "https://api.cerebras.ai/v1", List.of("CEREBRAS_API_KEY"),
                    quirks -> quirks.rejecting("frequency_penalty", "presence_penalty", "logit_bias",
                            "parallel_tool_calls", "service_tier").withoutDeveloperRole());
            // https://api-docs.deepseek.com/api/create-chat-completion has no n and no seed; the roles are system, user,
            // assistant and tool
            case DEEPSEEK -> cloud(provider, "https://api.deepseek.com/v1", List.of("DEEPSEEK_API_KEY"),
                    quirks -> quirks.choices(NSupport.UNSUPPORTED).withoutDeveloperRole());
            // https://docs.ollama.com/api/openai-compatibility: no n, no logit_bias; templates of models know no developer
            case OLLAMA -> new ProviderPreset(provider, Optional.of("http://localhost:11434/v1"),
                    List.of("OLLAMA_HOST"),
                    AUTHORIZATION, List.of("OLLAMA_API_KEY"), false, Map.of(),
                    ProviderQuirks.NONE.choices(NSupport.UNSUPPORTED).rejecting("logit_bias").withoutDeveloperRole());
            // https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html: chat templates of models reject roles
            // that they do not know
            case VLLM ->
                new ProviderPreset(provider, Optional.of("http://localhost:8000/v1"), List.of("OPENAI_BASE_URL"),
                        AUTHORIZATION, List.of("VLLM_API_KEY"), false, Map.of(),
                        ProviderQuirks.NONE.choices(NSupport.HONOURED).withoutDeveloperRole());
            // https://platform.claude.com/docs/en/api/openai-sdk: n must be 1, log probabilities are ignored; GET /models is
            // not part of the compatible endpoint, and wants other headers
            case ANTHROPIC -> new ProviderPreset(provider, Optional.of("https://api.anthropic.com/v1"),
                    List.of("ANTHROPIC_BASE_URL"), AUTHORIZATION, List.of("ANTHROPIC_API_KEY"), true, Map.of(),
                    ProviderQuirks.NONE.choices(NSupport.UNSUPPORTED)
                            .rejecting("logprobs", "top_logprobs", "logit_bias").withoutModelList());
        };
    }

    private static ProviderPreset cloud(Provider provider, String address, List<String> keyVariables,
            UnaryOperator<ProviderQuirks> quirks) {
        return new ProviderPreset(provider, Optional.of(address), List.of(), AUTHORIZATION, keyVariables, true,
                Map.of(),
                quirks.apply(ProviderQuirks.NONE));
    }

    /** The name in configuration and messages. */
    public String id() {
        return provider.name().toLowerCase(Locale.ROOT);
    }

    /** The first of these variables that has a value. */
    static Optional<String> first(List<String> variables, Function<String, Optional<String>> environment) {
        return variables.stream().flatMap(variable -> environment.apply(variable).stream()).map(String::strip)
                .filter(value -> !value.isEmpty()).findFirst();
    }
}
