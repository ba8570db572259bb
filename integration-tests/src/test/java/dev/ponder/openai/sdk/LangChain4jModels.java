package dev.ponder.openai.sdk;

import java.net.URI;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;

/** LangChain4j's OpenAI models, configured for the server as a user would do it. */
final class LangChain4jModels {

    private LangChain4jModels() {
    }

    /** Without retries, so that a test sees each failure once. */
    static ChatModel model(URI server, String name) {
        return OpenAiChatModel.builder().baseUrl(server.resolve("/v1").toString()).apiKey("unused").modelName(name)
                .maxRetries(0).build();
    }

    static StreamingChatModel streamingModel(URI server, String name) {
        return OpenAiStreamingChatModel.builder().baseUrl(server.resolve("/v1").toString()).apiKey("unused")
                .modelName(name).build();
    }
}
