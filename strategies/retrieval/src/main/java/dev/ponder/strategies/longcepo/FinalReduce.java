package dev.ponder.strategies.longcepo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Finding;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.retrieval.token.TokenCounter;
import dev.ponder.strategies.longcepo.MapReduce.Mapped;
import dev.ponder.toolkit.text.FenceKind;
import io.smallrye.mutiny.Multi;

/** Writes the answer from the answers to the sub-questions and from what the passages say. */
final class FinalReduce {

    private static final String STAGE = "answer";
    private static final PromptTemplate ANSWER = PromptTemplate.of(FinalReduce.class, "answer");
    private static final int INSTRUCTIONS = 300;
    private static final int BLOCK_TOKENS = 40;
    private static final int EXCERPT_TOKENS = 300;

    private final LongCepoRun run;

    FinalReduce(LongCepoRun run) {
        this.run = run;
    }

    /**
     * The answer under the client's parameters.
     *
     * @param known the answers to the sub-questions as fenced blocks; may be empty
     * @param mapped the passages that could be read
     * @param evidence what they say, merged
     */
    Multi<AnswerPart> answer(String known, Mapped mapped, List<PassageEvidence> evidence) {
        ChatRequest request = run.input().request();
        int room = run.input().window().roomBeside(request.conversation()) - INSTRUCTIONS
                - TokenCounter.estimate(known);
        boolean read = mapped.read() > 0 || !known.isEmpty();
        return run.inference().compute(read ? 0 : run.input().passages().characters(),
                () -> read ? blocks(evidence, room) : excerpts(room))
                .onItem().transformToMulti(blocks -> {
                    String instructions = ANSWER.render(Map.of(
                            "note", FenceKind.NOTE.tag(run.fence()), "document", FenceKind.DOCUMENT.tag(run.fence()),
                            "read", read, "found", !blocks.isEmpty() || !known.isEmpty(),
                            "blocks", (known + "\n\n" + blocks).strip()));
                    return run.inference().answer(Prompt.inheriting(STAGE, request.withConversation(
                            request.conversation().withInstructions(instructions))));
                });
    }

    /** The evidence that fits the window, of the highest confidence, in the order of the text. */
    private String blocks(List<PassageEvidence> evidence, int room) {
        var fitting = new ArrayList<PassageEvidence>();
        int left = room;
        for (PassageEvidence one : MapReduce.best(evidence, evidence.size()).stream()
                .sorted((a, b) -> Double.compare(b.confidence(), a.confidence())).toList()) {
            int tokens = TokenCounter.estimate(one.text(run.layout().result())) + BLOCK_TOKENS;
            if (tokens <= left) {
                fitting.add(one);
                left -= tokens;
            }
        }
        if (fitting.size() < evidence.size()) {
            run.inference().report(new Finding.Degraded(STAGE,
                    fitting.size() + " of " + evidence.size() + " results fit the context window"));
        }
        return MapReduce.best(fitting, fitting.size()).stream()
                .map(one -> FenceKind.NOTE.wrap(run.fence(), one.label(), one.text(run.layout().result())))
                .collect(Collectors.joining("\n\n"));
    }

    /** Without any result, the answer is written from what a search finds. */
    private String excerpts(int room) {
        return run.input().passages()
                .excerpts(run.input().question(), EXCERPT_TOKENS, Math.max(0, room / (EXCERPT_TOKENS + BLOCK_TOKENS)))
                .stream()
                .map(passage -> FenceKind.DOCUMENT.wrap(run.fence(), "passage " + passage.document(), passage.text()))
                .collect(Collectors.joining("\n\n"));
    }
}
