package dev.ponder.retrieval.document;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.ponder.api.Fence;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Content;
import dev.ponder.api.chat.ContentPart;
import dev.ponder.api.chat.Conversation;
import dev.ponder.api.chat.Role;
import dev.ponder.retrieval.token.TokenCounter;

/**
 * A conversation without its long texts, and these texts. Immutable.
 *
 * @param documents the long texts, in the order of the conversation
 * @param conversation the conversation; where a long text was, it has a note, and often the beginning and the end of the
 *        text, because people put their question there
 */
public record LongInput(List<String> documents, Conversation conversation) {

    private static final String DOCUMENT = "document";
    private static final Pattern NOTE = Pattern
            .compile("\\[\\.\\.\\. document \\d{1,9} was read separately \\.\\.\\.]");
    /** Characters of a text that may count as one token. */
    private static final int CHARACTERS = 4;
    /** How much longer instructions may be, which are rarely a document. */
    private static final int INSTRUCTIONS = 4;

    /** Copies the list. */
    public LongInput {
        documents = List.copyOf(documents);
    }

    /**
     * Takes out, in this order: fenced blocks of documents; in messages of the user, what stands before each delimiter;
     * texts and text parts that are still longer than the limit; and, if the rest is longer than eight times the limit, all
     * messages between the instructions and the last message of the user. Images, tool calls and other members stay.
     *
     * @param delimiter ends a document, such as {@code <CONTEXT_END>}
     * @param maxTokens the most tokens of a text that stays, at least 1; of instructions, four times as many
     */
    public static LongInput of(Conversation conversation, String delimiter, int maxTokens) {
        var reader = new Reader(delimiter, maxTokens);
        var rest = new Conversation(conversation.messages().stream().map(reader::message).toList());
        Conversation shortened = ContextWindow.estimate(rest) > 8L * maxTokens ? reader.withoutHistory(rest) : rest;
        return new LongInput(reader.documents, shortened);
    }

    /** All documents as one text, in which each has a heading if there are several. */
    public String text() {
        return documents.size() == 1
                ? documents.get(0)
                : IntStream.range(0, documents.size())
                        .mapToObj(i -> "# Document " + (i + 1) + "\n\n" + documents.get(i))
                        .collect(Collectors.joining("\n\n"));
    }

    /** The words of the conversation, for a search in the documents. */
    public String searchText() {
        return NOTE.matcher(conversation.messages().stream().map(ChatMessage::text).collect(Collectors.joining("\n")))
                .replaceAll(" ");
    }

    /** Takes documents out of messages. For one conversation. */
    private static final class Reader {

        private final List<String> documents = new ArrayList<>();
        private final String delimiter;
        private final int maxTokens;

        Reader(String delimiter, int maxTokens) {
            this.delimiter = delimiter;
            this.maxTokens = maxTokens;
        }

        ChatMessage message(ChatMessage message) {
            if (message.content() instanceof Content.Parts parts) {
                List<ContentPart> rest = parts.parts().stream().map(part -> part(message.role(), part)).toList();
                return new ChatMessage(message.role(), new Content.Parts(rest), message.extra());
            }
            return message.mapText(text -> text(message.role(), text));
        }

        private ContentPart part(Role role, ContentPart part) {
            return part instanceof ContentPart.Text text ? text.withText(text(role, text.text())) : part;
        }

        private String text(Role role, String text) {
            Fence.Blocks fenced = Fence.blocks(text);
            boolean hasDocuments = fenced.blocks().stream().anyMatch(block -> block.kind().equals(DOCUMENT));
            String rest = hasDocuments ? withoutBlocks(fenced) : text;
            return role.instructs()
                    ? withoutLongText(rest, INSTRUCTIONS * maxTokens)
                    : withoutLongText(role.equals(Role.USER) ? afterDelimiter(rest) : rest, maxTokens);
        }

        private String withoutBlocks(Fence.Blocks fenced) {
            var rest = new StringBuilder();
            for (Fence.Block block : fenced.blocks()) {
                if (block.kind().equals(DOCUMENT)) {
                    rest.append(note(block.label().isEmpty() ? block.text() : block.label() + "\n\n" + block.text()));
                } else {
                    rest.append(block.text());
                }
                rest.append("\n\n");
            }
            return rest.append(fenced.rest().strip()).toString();
        }

        private String afterDelimiter(String text) {
            int from = 0;
            var rest = new StringBuilder();
            for (int at = text.indexOf(delimiter); at >= 0; at = text.indexOf(delimiter, from)) {
                String document = text.substring(from, at);
                rest.append(document.isBlank() ? "" : note(document) + "\n\n");
                from = at + delimiter.length();
            }
            return from == 0 ? text : rest.append(text.substring(from).strip()).toString();
        }

        private String withoutLongText(String text, int most) {
            if (text.length() <= most || TokenCounter.estimate(text) <= most) {
                return text;
            }
            int kept = Math.max(1, most / 3 * CHARACTERS);
            int head = wordEnd(text, Math.min(kept, text.length() / 3));
            int tail = wordEnd(text, Math.max(head, text.length() - kept));
            return text.substring(0, head) + "\n\n" + note(text) + "\n\n" + text.substring(tail);
        }

        /** The end of the word at this place, or the place itself if the word is very long. */
        private static int wordEnd(String text, int place) {
            for (int i = place; i < Math.min(text.length(), place + 100); i++) {
                if (Character.isWhitespace(text.charAt(i))) {
                    return i;
                }
            }
            boolean inside = place > 0 && place < text.length() && Character.isLowSurrogate(text.charAt(place));
            return inside ? place - 1 : place;
        }

        private String note(String document) {
            documents.add(document.strip());
            return "[... document " + documents.size() + " was read separately ...]";
        }

        /** The messages between the instructions and the last message of the user become a document. */
        Conversation withoutHistory(Conversation all) {
            List<ChatMessage> messages = all.messages();
            int first = 0;
            while (first < messages.size() && messages.get(first).role().instructs()) {
                first++;
            }
            int last = messages.size() - 1;
            while (last > first && !messages.get(last).role().equals(Role.USER)) {
                last--;
            }
            if (last <= first) {
                return all;
            }
            var history = new Conversation(messages.subList(first, last));
            documents.add("Earlier messages of the conversation:\n\n" + history.transcript(history.messages().size()));
            var rest = new ArrayList<>(messages.subList(0, first));
            rest.addAll(messages.subList(last, messages.size()));
            return new Conversation(rest);
        }
    }
}
