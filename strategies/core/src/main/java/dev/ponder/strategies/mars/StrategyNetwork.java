package dev.ponder.strategies.mars;

import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import dev.ponder.toolkit.reply.ReplyFormat;
import dev.ponder.toolkit.reply.ReplySchema;
import dev.ponder.toolkit.text.FenceKind;
import dev.ponder.toolkit.text.FencedConversation;
import dev.ponder.toolkit.text.MiddleTruncation;
import io.smallrye.mutiny.Uni;

/** Shares strategies among agents: one call extracts them from all solutions. */
final class StrategyNetwork {

    private static final String STAGE = "strategies";
    private static final PromptTemplate INSTRUCTIONS = PromptTemplate.of(StrategyNetwork.class, "strategies");
    private static final int MAX_STRATEGIES = 5;
    private static final int MAX_CHARACTERS = 800;

    private static final ReplyFormat<List<String>> FORMAT = ReplyFormat.of("strategies",
            ReplySchema.object().text("reasoning").text("task_type").texts("strategies"), "strategies",
            json -> Optional.of(StreamSupport.stream(json.path("strategies").spliterator(), false)
                    .map(strategy -> MiddleTruncation.of(strategy.asText("").strip(), MAX_CHARACTERS))
                    .filter(strategy -> !strategy.isEmpty()).limit(MAX_STRATEGIES).toList())
                    .filter(strategies -> !strategies.isEmpty()));

    private final MarsSession session;

    StrategyNetwork(MarsSession session) {
        this.session = session;
    }

    /** Shares the strategies of a population, if that is wanted, and returns the population. */
    Uni<Population> share(Population population) {
        if (!session.schedule().strategies() || population.solutions().isEmpty()
                || session.reserve(1, Schedule.CALLS_OF_A_REPLY, session.schedule().callsToVerify()) == 0) {
            return Uni.createFrom().item(population);
        }
        ChatMessage material = FencedConversation.of(session.conversation()).message(session.fence(),
                session.blocks(FenceKind.DRAFT, population.representatives()));
        Prompt prompt = session.limited(Prompt.internal(STAGE,
                Conversation.of(ChatMessage.system(INSTRUCTIONS.render(session.tags())), material)));
        return FORMAT.ask(session.inference(), prompt).map(found -> {
            found.ifPresentOrElse(session::share,
                    () -> session.degraded(STAGE, "no strategies could be read, so none were shared"));
            session.inference().progress(Progress.of(STAGE, 1, 1));
            return population;
        });
    }
}
