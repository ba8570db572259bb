package dev.ponder.clients;

import dev.langchain4j.service.Result;
import io.quarkiverse.langchain4j.runtime.aiservice.ChatEvent;
import io.smallrye.mutiny.Multi;

/** The methods of all AI services. */
public interface Assistant {

    /** Returns the whole answer. */
    String answer(String conversation, String question);

    /** Streams the answer. */
    Multi<String> stream(String conversation, String question);

    /** Returns the whole answer with its usage. */
    Result<String> measured(String conversation, String question);

    /** Streams the answer with its usage. */
    Multi<ChatEvent> events(String conversation, String question);
}
