package dev.ponder.runtime.upstream.sim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.ponder.api.Fence;
import dev.ponder.api.Fence.Block;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Role;
import dev.ponder.runtime.upstream.UpstreamCall;

/**
 * The task of a conversation.
 *
 * @param question the arithmetic question
 * @param wording the words of the last question, whatever it is about
 * @param works the answers that it shows, in order: drafts to improve, candidates to judge
 * @param critique whether there are some and it wants to hear what is wrong with them
 * @param tags the tags it wants the reply in
 * @param options the parameters
 */
record SimTask(Optional<ArithmeticExpression> question, String wording, List<Block> works, boolean critique,
        Optional<AnswerTags> tags, SimOptions options) {

    private static final Set<String> QUESTION_KINDS = Set.of("question", "conversation", "transcript", "request",
            "task", "problem", "query");
    private static final String CRITIQUE = "critique";
    private static final List<String> CRITIQUE_WORDS = List.of(CRITIQUE, "criticis", "criticiz");

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
        List<Block> works = works(reversed(latestFirst));
        if (works.isEmpty() && options.asksForVerdict()) {
            works = lastReply(messages);
        }
        return new SimTask(question(latestFirst), by(Role.USER::equals, latestFirst).findFirst().orElse(""), works,
                !works.isEmpty() && wantsCritique(latestFirst), tags(latestFirst), options);
    }

    /** A fenced question takes precedence: the text around it is the instruction of a judge. */
    private static Optional<ArithmeticExpression> question(List<Said> latestFirst) {
        Stream<String> shown = latestFirst.stream()
                .flatMap(said -> reversed(said.text().blocks()).stream())
                .filter(block -> QUESTION_KINDS.contains(block.kind()))
                .map(Block::text);
        return Stream.concat(shown, by(Role.USER::equals, latestFirst))
                .map(ArithmeticParser::lastIn)
                .flatMap(Optional::stream)
                .findFirst();
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
                .filter(block -> !QUESTION_KINDS.contains(block.kind()) && !block.kind().equals(CRITIQUE))
                .toList();
    }

    private static List<Block> lastReply(List<ChatMessage> messages) {
        return reversed(messages).stream()
                .filter(message -> message.role().equals(Role.ASSISTANT))
                .map(message -> new Block("candidate", "", message.text()))
                .limit(1)
                .toList();
    }

    private static boolean wantsCritique(List<Said> all) {
        boolean alreadyThere = all.stream().flatMap(said -> said.text().blocks().stream())
                .anyMatch(block -> block.kind().equals(CRITIQUE));
        return !alreadyThere && all.stream()
                .map(said -> said.text().rest().toLowerCase(Locale.ROOT))
                .anyMatch(text -> CRITIQUE_WORDS.stream().anyMatch(text::contains));
    }

    private static <T> List<T> reversed(List<T> list) {
        var reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return reversed;
    }
}
