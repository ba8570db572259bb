package dev.ponder.strategies.router;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.toolkit.answer.QuestionHint;

/**
 * What rules find in a request. They read the beginning and the end of the last user message, in linear time.
 *
 * @param kind the kind of the request
 * @param links whether the last user message has web addresses
 * @param personal whether it has mail addresses, card or account numbers, or phone numbers
 */
record RequestFeatures(QuestionKind kind, boolean links, boolean personal) {

    /** At each end of the message, in characters. */
    private static final int READ = 8_000;
    private static final int SHORT = 200;
    private static final int CONNECTIVES = 2;

    private static final Pattern LINK = Pattern.compile("\\bhttps?://[\\w\\[]", Pattern.CASE_INSENSITIVE);
    private static final Pattern PERSONAL = Pattern.compile("[\\w.+-]{1,64}@[\\w-]{1,63}\\.[a-z]{2,24}\\b"
            + "|(?<![\\w.,])(?:\\d[ -]?){13,19}(?![\\w.,]*\\w)"
            + "|(?-i:\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){3,7}\\b)"
            + "|(?<![\\w.+])\\+\\d{1,3}(?:[ ()-]{1,2}\\d{2,4}){2,5}\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern PROGRAM = Pattern.compile("```|\\b(?:def|class|function|import|public static|SELECT .{1,200}"
            + " FROM|#include|console\\.log|Traceback|NullPointerException|stack trace|compil(?:e|er) error"
            + "|unit tests?|debug|refactor)\\b");
    private static final Pattern FORMULA = Pattern.compile("\\\\(?:frac|sqrt|sum|int|boxed|begin\\{)|\\$[^$\\n]{1,200}\\$"
            + "|\\b(?:solve|prove that|integral|derivative|equation|probability|theorem|polynomial|modulo|remainder"
            + "|percent|average|how many|how much)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern DIGITS = Pattern.compile("\\d");
    private static final Pattern STEPS = Pattern.compile("\\b(?:because|therefore|however|whereas|if|unless|after|before"
            + "|both|first|then|compared?|versus|difference between|trade-?offs?|why|explain|analy[sz]e|evaluate"
            + "|consequences?|relationship|step by step|pros and cons|which of)\\b", Pattern.CASE_INSENSITIVE);

    /** The features of a request. */
    static RequestFeatures of(ChatRequest request, int longCharacters) {
        String question = ends(request.conversation().question());
        return new RequestFeatures(kind(request, question, longCharacters), LINK.matcher(question).find(),
                PERSONAL.matcher(question).find());
    }

    /** The number of characters of all messages. */
    static long characters(ChatRequest request) {
        return request.conversation().messages().stream().map(ChatMessage::text).mapToLong(String::length).sum();
    }

    private static QuestionKind kind(ChatRequest request, String question, int longCharacters) {
        if (characters(request) >= longCharacters) {
            return QuestionKind.LONG_CONTEXT;
        }
        QuestionHint hint = QuestionHint.of(question);
        if (hint.code() || PROGRAM.matcher(question).find()) {
            return QuestionKind.CODE;
        }
        if (!hint.options().isEmpty() || hint.yesNo()) {
            return QuestionKind.CHOICE;
        }
        if (hint.composition()) {
            return QuestionKind.WRITING;
        }
        if (hint.numeric() || FORMULA.matcher(question).find() && DIGITS.matcher(question).find()) {
            return QuestionKind.MATHS;
        }
        int steps = count(STEPS.matcher(question));
        return hint.explained() && question.length() > SHORT || steps > CONNECTIVES
                ? QuestionKind.REASONING
                : QuestionKind.CHAT;
    }

    private static int count(Matcher matcher) {
        int count = 0;
        while (count <= CONNECTIVES && matcher.find()) {
            count++;
        }
        return count;
    }

    private static String ends(String text) {
        return text.length() <= 2 * READ
                ? text
                : text.substring(0, READ) + "\n" + text.substring(text.length() - READ);
    }
}
