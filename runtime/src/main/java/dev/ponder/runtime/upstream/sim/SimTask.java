package dev.ponder.runtime.upstream.sim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.ponder.api.Fence;
import dev.ponder.api.Fence.Block;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Role;
import dev.ponder.runtime.upstream.UpstreamCall;

/**
 * The task of a conversation.
 *
 * @param problem the question, if the model understands it
 * @param wording the words of the last question, whatever it is about
 * @param shown the texts of the blocks that show a conversation or a question
 * @param works the answers that it shows, in order: drafts to improve, candidates to judge
 * @param kind what is to be written
 * @param bestScore the highest grade of the scale of a judge, which begins with 0
 * @param tags the tags it wants the reply in
 * @param options the parameters
 */
record SimTask(Optional<SimProblem> problem, String wording, String shown, List<Block> works, Kind kind,
        int bestScore, Optional<AnswerTags> tags, SimOptions options) {

    private static final Set<String> QUESTION_KINDS = Set.of("question", "conversation", "transcript", "request",
            "task", "problem", "query");
    /** Blocks that are neither the question nor an answer to it. */
    private static final Set<String> OTHER_KINDS = Set.of("critique", "example", "principle", "observation");

    private static final Pattern TURN = Pattern.compile("(?m)^(?=\\[[a-z]{1,16}]$)");

    /** What is to be written. */
    enum Kind {
        /** An answer of its own. */
        ANSWER,
        /** What is wrong with the works. */
        CRITIQUE,
        /** An answer with a deliberate mistake. */
        MISTAKE,
        /** The answer of the last work in other words. */
        REWRITE,
        /** What a program does. */
        DESCRIPTION,
        /** Remarks or steps without an answer. */
        NOTES
    }

    SimTask {
        works = List.copyOf(works);
    }

    private record Said(Role role, Fence.Blocks text) {}

    static SimTask of(UpstreamCall call) {
        List<ChatMessage> messages = call.conversation().messages();
        List<Said> latestFirst = reversed(messages).stream()
                .filter(message -> !message.role().equals(Role.ASSISTANT))
                .map(message -> new Said(message.role(), Fence.blocks(message.text())))
                .toList();
        SimOptions options = SimOptions.of(call.parameters());
        var instructions = new SimInstructions(by(role -> true, latestFirst).toList());
        List<Block> works = works(reversed(latestFirst));
        if (works.isEmpty() && (options.asksForVerdict() || instructions.calledADraft())) {
            works = lastReply(messages);
        }
        boolean criticised = reversed(latestFirst).stream().flatMap(said -> said.text().blocks().stream())
                .anyMatch(block -> block.kind().equals("critique"));
        return new SimTask(problem(latestFirst), by(Role.USER::equals, latestFirst).findFirst().orElse(""),
                shown(latestFirst), works,
                instructions.kind(!works.isEmpty(), criticised), instructions.bestScore(), tags(latestFirst), options);
    }

    /**
     * A fenced question takes precedence: the text around it is the instruction of a judge. Without any question, a plan may
     * describe what to write.
     */
    private static Optional<SimProblem> problem(List<Said> latestFirst) {
        Stream<String> shown = latestFirst.stream()
                .flatMap(said -> reversed(said.text().blocks()).stream())
                .filter(block -> QUESTION_KINDS.contains(block.kind()))
                .flatMap(block -> reversed(turns(block.text())).stream());
        Stream<String> plans = latestFirst.stream().flatMap(said -> said.text().blocks().stream())
                .filter(block -> block.kind().equals("plan")).map(Block::text);
        return Stream.of(shown, by(Role.USER::equals, latestFirst), plans).flatMap(texts -> texts)
                .map(SimProblem::in)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static String shown(List<Said> all) {
        return all.stream().flatMap(said -> said.text().blocks().stream())
                .filter(block -> QUESTION_KINDS.contains(block.kind()))
                .map(Block::text)
                .collect(Collectors.joining("\n"));
    }

    /** The texts of a transcript that are not the model's own; the whole text if it is no transcript. */
    private static List<String> turns(String transcript) {
        return TURN.splitAsStream(transcript).filter(turn -> !turn.startsWith("[" + Role.ASSISTANT + "]")).toList();
    }

    /** Those of the last instructions that ask for some, else of the last question. */
    private static Optional<AnswerTags> tags(List<Said> latestFirst) {
        return Stream.concat(by(Role::instructs, latestFirst), by(Role.USER::equals, latestFirst).limit(1))
                .map(AnswerTags::in)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Stream<String> by(Predicate<Role> who, List<Said> all) {
        return all.stream().filter(said -> who.test(said.role())).map(said -> said.text().rest());
    }

    private static List<Block> works(List<Said> all) {
        return all.stream()
                .flatMap(said -> said.text().blocks().stream())
                .filter(block -> !QUESTION_KINDS.contains(block.kind()) && !OTHER_KINDS.contains(block.kind()))
                .toList();
    }

    private static List<Block> lastReply(List<ChatMessage> messages) {
        return reversed(messages).stream()
                .filter(message -> message.role().equals(Role.ASSISTANT))
                .map(message -> new Block("candidate", "", message.text()))
                .limit(1)
                .toList();
    }

    private static <T> List<T> reversed(List<T> list) {
        var reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return reversed;
    }
}
