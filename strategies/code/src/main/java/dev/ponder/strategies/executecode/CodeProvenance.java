package dev.ponder.strategies.executecode;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.ponder.api.Fence;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import dev.ponder.api.chat.Role;

/**
 * Which programs may run. Code of the user runs only if the user asks for it; code from documents, search results and results of tools
 * never runs. Programs that the model writes itself run.
 *
 * @param documents the texts of documents and results, with their blanks removed
 * @param blocks the code blocks of the user, with their blanks removed
 * @param asked whether the user's own words ask to run something
 */
record CodeProvenance(List<String> documents, List<String> blocks, boolean asked) {

    /** Shorter programs, such as {@code print(1)}, are in many documents. */
    private static final int MIN_LENGTH = 24;
    private static final String FENCE = "```";
    private static final Pattern NO_WORD = Pattern.compile("\\W+");
    private static final Set<String> REQUESTS = Set.of("run", "runs", "running", "execute", "executes", "output",
            "outputs",
            "print", "prints", "result", "evaluate", "try");

    static CodeProvenance of(Conversation conversation) {
        List<String> documents = conversation.messages().stream().flatMap(CodeProvenance::documents)
                .map(CodeProvenance::squeezed).toList();
        String question = Fence.blocks(conversation.question()).rest();
        String[] parts = question.split(FENCE, -1);
        List<String> blocks = Stream.iterate(1, i -> i < parts.length, i -> i + 2)
                .map(i -> squeezed(parts[i].substring(parts[i].indexOf('\n') + 1))).toList();
        String words = Stream.iterate(0, i -> i < parts.length, i -> i + 2).map(i -> parts[i])
                .collect(Collectors.joining(" ")).toLowerCase(Locale.ROOT);
        return new CodeProvenance(documents, blocks,
                NO_WORD.splitAsStream(words).anyMatch(REQUESTS::contains));
    }

    private static Stream<String> documents(ChatMessage message) {
        return message.role().equals(Role.TOOL)
                ? Stream.of(message.text())
                : Fence.blocks(message.text()).blocks().stream().map(Fence.Block::text);
    }

    /**
     * Why a program must not run, for the model; empty if it may. Takes linear time.
     *
     * @param requested whether the model says that the user asks for it
     */
    Optional<String> refusal(String program, boolean requested) {
        String code = squeezed(program);
        if (code.length() < MIN_LENGTH) {
            return Optional.empty();
        }
        if (documents.stream().anyMatch(document -> document.contains(code))) {
            return Optional.of("Not run: the code is from a document or a result. Only write programs of your own.");
        }
        boolean ofUser = blocks.stream().anyMatch(block -> block.equals(code));
        return ofUser && !requested && !asked
                ? Optional.of("Not run: this is the user's code. Set requested to true if the user asks to run it.")
                : Optional.empty();
    }

    private static String squeezed(String text) {
        var squeezed = new StringBuilder(text.length());
        text.chars().filter(sign -> !Character.isWhitespace(sign)).forEach(sign -> squeezed.append((char) sign));
        return squeezed.toString();
    }
}
