package dev.ponder.runtime.config;

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
    ANTHROPIC
}
