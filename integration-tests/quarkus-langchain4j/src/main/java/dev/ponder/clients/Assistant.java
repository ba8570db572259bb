package dev.ponder.clients;

import dev.langchain4j.service.Result;
import io.quarkiverse.langchain4j.runtime.aiservice.ChatEvent;
import io.smallrye.mutiny.Multi;

/** What each service does, whatever its model. */
public interface Assistant {

    /** Answers in one piece. */
    String answer(String conversation, String question);

    /** Answers as the answer comes. */
    Multi<String> stream(String conversation, String question);

    /** Answers in one piece, and says what it took. */
    Result<String> measured(String conversation, String question);

    /** Answers as the answer comes, and says what it took. */
    Multi<ChatEvent> events(String conversation, String question);
}
