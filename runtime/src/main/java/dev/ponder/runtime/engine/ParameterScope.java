package dev.ponder.runtime.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

import dev.ponder.api.Prompt;
import dev.ponder.api.chat.ChatRequest;

/**
 * On which calls of a strategy a parameter of the client is sent. The table in {@code docs/concepts/strategies.md} is
 * tested to be the same.
 */
public enum ParameterScope {

    /**
     * Parameters that decide where a prompt may go, who pays for it, and how the conversation is put before the model.
     * They are sent on every call. Every parameter that no other scope lists belongs here, because an unknown parameter
     * may exclude a provider.
     */
    EVERY_CALL("provider", "models", "route", "transforms", "plugins", "user", "metadata", "safety_identifier",
            "service_tier", "store", "prompt_cache_key", "prompt_cache_retention", "cache_control", "guardrails",
            "guardrail_config", "safe_prompt", "safety_settings", "reasoning", "reasoning_effort", "include_reasoning",
            "thinking", "enable_thinking", "thinking_budget", "chat_template", "chat_template_kwargs",
            "add_generation_prompt", "continue_final_message", "documents", "mm_processor_kwargs", "priority",
            "keep_alive"),

    /** Parameters that decide the form of an answer. They are sent on calls that write the answer or a candidate for it. */
    ANSWER("response_format", "stop", "max_tokens", "max_completion_tokens", "tools", "tool_choice",
            "parallel_tool_calls", "functions", "function_call", "web_search_options", "logprobs", "top_logprobs",
            "logit_bias", "modalities", "audio", "prediction", "verbosity", "guided_*", "structured_outputs",
            "structural_tag", "grammar", "json_schema", "regex", "ebnf", "format", "stop_token_ids",
            "include_stop_str_in_output", "bad_words", "allowed_token_ids", "min_tokens", "max_new_tokens",
            "n_predict", "ignore_eos", "skip_special_tokens", "spaces_between_special_tokens", "prompt_logprobs",
            "return_token_ids", "return_tokens_as_token_ids", "echo", "best_of"),

    /**
     * Parameters of sampling. They are sent on calls that write the answer or a candidate for it; other calls have the
     * values of their stage. A {@code seed} is the exception: every call has one that is derived from it.
     */
    SAMPLING("temperature", "top_p", "top_k", "top_a", "min_p", "typical_p", "frequency_penalty", "presence_penalty",
            "repetition_penalty", "repeat_penalty", "repeat_last_n", "length_penalty", "dry_*", "xtc_*", "mirostat*",
            "use_beam_search", "seed");

    private static final String ANY = "*";

    private final List<String> parameters;

    ParameterScope(String... parameters) {
        this.parameters = List.of(parameters);
    }

    /** The scope of a parameter. */
    public static ParameterScope of(String parameter) {
        return Stream.of(ANSWER, SAMPLING).filter(scope -> scope.parameters.stream().anyMatch(
                known -> matches(known, parameter))).findFirst().orElse(EVERY_CALL);
    }

    /** The known parameters. A name that ends with {@code *} stands for all that begin with it. */
    public List<String> parameters() {
        return parameters;
    }

    /** The prompt with the client's parameters that are sent on every call, unless the prompt sets them itself. */
    static Prompt complete(Prompt prompt, ChatRequest request) {
        var all = new LinkedHashMap<>(prompt.parameters());
        request.parameters().forEach((name, value) -> {
            if (of(name) == EVERY_CALL) {
                all.putIfAbsent(name, value);
            }
        });
        return new Prompt(prompt.stage(), prompt.model(), prompt.conversation(), all);
    }

    private static boolean matches(String known, String parameter) {
        return known.endsWith(ANY)
                ? parameter.startsWith(known.substring(0, known.length() - 1))
                : parameter.equals(known);
    }
}
