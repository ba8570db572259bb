package dev.ponder.clients;

import jakarta.enterprise.context.ApplicationScoped;

import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.Result;
import dev.langchain4j.service.UserMessage;
import io.quarkiverse.langchain4j.RegisterAiService;
import io.quarkiverse.langchain4j.runtime.aiservice.ChatEvent;
import io.smallrye.mutiny.Multi;

/** Served by the relay. */
@ApplicationScoped
@RegisterAiService(modelName = "relayed", tools = Weather.class)
public interface RelayedAssistant extends Assistant {

    @Override
    String answer(@MemoryId String conversation, @UserMessage String question);

    @Override
    Multi<String> stream(@MemoryId String conversation, @UserMessage String question);

    @Override
    Result<String> measured(@MemoryId String conversation, @UserMessage String question);

    @Override
    Multi<ChatEvent> events(@MemoryId String conversation, @UserMessage String question);
}
