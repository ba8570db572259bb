package dev.ponder.toolkit.answer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the sentences of a message that ask for something. Quoted text, code and pasted documents are left out: their
 * words and numbers do not say what form the answer has.
 */
final class QuestionSentences {

    private static final Pattern QUOTED = Pattern.compile(
            "(?s)```.*?(?:```|\\z)|\"\"\".*?(?:\"\"\"|\\z)|(?m:^\\h*>.*$)|<(\\w{1,30})>.*?</\\1>|[\"“][^\"”\\n]{40,}+[\"”]");
    private static final Pattern PARAGRAPH = Pattern.compile("\\n\\h*\\n\\s*");
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?。？])\\s+|\\n");
    /** Bounds the time for any message; a question is at its beginning or its end. */
    private static final int MAX_READ = 4000;
    /** A longer first paragraph is a document, of which only the first and the last sentence may ask. */
    private static final int MAX_QUESTION = 1000;
    /** "Context:" is a label; any other text before a colon asks for something about what follows. */
    private static final Pattern LABEL = Pattern.compile(
            "(?i)^\\W*(?:context|question|problem|task|background|exercise|puzzle|scenario|given|q)(?!\\w).{0,40}");

    private QuestionSentences() {
    }

    /**
     * The sentences of the first and the last paragraph. A first paragraph that ends with a colon introduces pasted text,
     * so it asks alone, unless it is only a label such as "Context:".
     */
    static List<String> of(String message) {
        String[] paragraphs = PARAGRAPH.split(QUOTED.matcher(ends(message)).replaceAll(" ").strip(), -1);
        String first = paragraphs[0];
        Set<String> sentences = new LinkedHashSet<>();
        boolean label = first.endsWith(":") && LABEL.matcher(first).matches();
        if (!label) {
            addAll(sentences, first);
        }
        if (label || !first.endsWith(":")) {
            addAll(sentences, paragraphs[paragraphs.length - 1]);
        }
        return new ArrayList<>(sentences);
    }

    private static String ends(String message) {
        return message.length() <= 2 * MAX_READ
                ? message
                : message.substring(0, MAX_READ) + "\n\n" + message.substring(message.length() - MAX_READ);
    }

    private static void addAll(Set<String> sentences, String paragraph) {
        List<String> all = SENTENCE_END.splitAsStream(paragraph).map(String::strip).filter(text -> !text.isEmpty())
                .toList();
        if (paragraph.length() <= MAX_QUESTION) {
            sentences.addAll(all);
        } else if (!all.isEmpty()) {
            sentences.add(all.get(0));
            sentences.add(all.get(all.size() - 1));
        }
    }
}
