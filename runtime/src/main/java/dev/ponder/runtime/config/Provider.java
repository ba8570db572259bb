package dev.ponder.runtime.config;

import java.util.Locale;

/** Providers whose addresses, keys and differences from OpenAI's API are known. */
public enum Provider {
    /** OpenAI. */
    OPENAI,
    /** Azure OpenAI. */
    AZURE,
    /** OpenRouter. */
    OPENROUTER,
    /** Google's Gemini API. */
    GEMINI,
    /** Mistral AI. */
    MISTRAL,
    /** Groq. */
    GROQ,
    /** Cerebras. */
    CEREBRAS,
    /** DeepSeek. */
    DEEPSEEK,
    /** An Ollama server. */
    OLLAMA,
    /** A vLLM server. */
    VLLM,
    /** Anthropic's endpoint that is compatible with OpenAI. */
    ANTHROPIC;

    /** Its name in traces: that of OpenTelemetry's conventions, which have none for some of them. */
    public String traceName() {
        return switch (this) {
            case AZURE -> "azure.ai.openai";
            case GEMINI -> "gcp.gemini";
            case MISTRAL -> "mistral_ai";
            case OPENAI, OPENROUTER, GROQ, CEREBRAS, DEEPSEEK, OLLAMA, VLLM, ANTHROPIC ->
                name().toLowerCase(Locale.ROOT);
        };
    }
}
