package dev.ponder.toolkit.answer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The form of the answer that a question asks for. Immutable.
 *
 * @param options the texts of a multiple-choice question's options by their labels A to J, in order; empty for others
 * @param numeric whether it asks for a number
 * @param yesNo whether it asks for yes or no, or for true or false
 * @param code whether it asks for a program
 * @param asksPercent whether it asks for a percentage, so that 5 means 5%
 * @param designation whether it asks for a date, a version or the like, whose digits are no quantity
 * @param unordered whether it asks for several things in any order
 * @param explained whether it asks for an explanation or another text, so that an answer is more than its value
 * @param composition whether it asks for a text such as an essay or a letter, in which a value is not the answer
 */
public record QuestionHint(Map<String, String> options, boolean numeric, boolean yesNo, boolean code,
        boolean asksPercent, boolean designation, boolean unordered, boolean explained, boolean composition) {

    /** The hint for an unknown question. */
    public static final QuestionHint NONE = new QuestionHint(Map.of(), false, false, false, false, false, false, false,
            false);

    private static final Pattern YES_NO = words("(?:true or false|yes or no|true ?/ ?false|yes ?/ ?no)");
    private static final Pattern CODE = words("(?:implement|(?:python|java|javascript|typescript|rust|go|sql|shell|bash"
            + "|c|ruby|php|kotlin|swift) (?:function|method|class|program|script|query|code)|regular expression|regex"
            + "|(?:write|create|complete|provide|give|refactor|rewrite|fix|port|generate|code|need) "
            + "(?:[\\w'’+#/-]+ ){0,6}?(?:functions?|programs?|scripts?|methods?|class(?:es)?|quer(?:y|ies)|code|snippets?"
            + "|unit tests?|one-liner|decorator|macro|parser|algorithm))");
    private static final Pattern PERCENT = Pattern
            .compile("(?<!\\w)(?:percent|percentage|per cent|(?:what|in|as a|how many) %)(?![\\w%])",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMERIC = words("(?:how (?:many|much|old|tall)|compute|calculate|evaluate|solve for"
            + "|(?:find|what is|what's) the (?:[a-z]+ )?(?:value|sum|product|number|total|area|perimeter|volume"
            + "|probability|remainder|average|mean|distance|length|cost|difference|quotient))");
    /** Two numbers with an operator between them: 17 × 23. A slash or hyphen without blanks is a date or a range. */
    private static final Pattern ARITHMETIC = Pattern
            .compile("[0-9)] ?[+*×÷·^] ?[-−]?[(0-9]|[0-9)] [-−/] [-−]?[(0-9]");
    /** A sentence that only states something may contain a calculation, but does not ask for its result. */
    private static final Pattern ASKING = Pattern.compile(
            "\\?\\W*$|=\\W*$|^\\W*(?:[0-9]|(?:what|how|please|can you|work out"
                    + "|compute|calculate|evaluate|solve|simplify|find|determine|tell me)(?!\\w))",
            Pattern.CASE_INSENSITIVE);
    /** Advice is not a number, even if the question begins with "how much". */
    private static final Pattern ADVICE = words("(?:should|recommend|suggest|advise|advice|worth|ideally|best)");
    private static final Pattern DESIGNATION = words("(?:versions?|release|(?:what|which) (?:date|day|time)|on what day"
            + "|date of|birthday|deadline|phone number|telephone number)|^when(?!\\w)|[,;:] when");
    private static final Pattern SEVERAL = words("(?:list|name|which|what are|who are|find all|give|enumerate|identify"
            + "|select|mention|tags?|keywords)");
    private static final Pattern ORDERED = words("(?:order|ordered|rank|ranked|ranking|sort|sorted|steps?|sequence|top"
            + "|chronological(?:ly)?|alphabetical(?:ly)?|first|instructions|recipe|procedure|how (?:to|do))");
    private static final Pattern EXPLAINED = words(
            "(?:explain|why|describe|prove|justify|derive|discuss|essay|poem|story"
                    + "|article|summari[sz]e|summary|reasons|report|letter|e-?mail|compare|pros)");

    private static final Pattern COMPOSITION = words("(?:(?:write|compose|draft|tell|create|give|generate|make)"
            + " (?:[\\w'’-]+ ){0,6}?(?:essay|poem|haiku|limerick|song|lyrics|story|tale|novel|dialogue|article"
            + "|blog post|letter|e-?mail|message|speech|report|review|summary|paragraph|introduction|biography)"
            + "|summari[sz]e|translate|rephrase|paraphrase)");

    /** Copies the options, their order kept. */
    public QuestionHint {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /**
     * The hint in the text of a question, by whole words of the sentences that ask, not of quoted or pasted text. Linear
     * in the text; never throws.
     */
    public static QuestionHint of(String question) {
        List<String> asking = QuestionSentences.of(question);
        boolean code = mentions(asking, CODE);
        boolean percent = mentions(asking, PERCENT);
        boolean sum = mentions(asking, NUMERIC)
                || asking.stream()
                        .anyMatch(sentence -> ASKING.matcher(sentence).find() && ARITHMETIC.matcher(sentence).find());
        boolean numeric = !code && (percent || sum) && !mentions(asking, ADVICE);
        boolean unordered = mentions(asking, SEVERAL) && !mentions(asking, ORDERED);
        return new QuestionHint(OptionList.of(question), numeric, mentions(asking, YES_NO), code, percent,
                !numeric && mentions(asking, DESIGNATION), unordered, mentions(asking, EXPLAINED),
                !numeric && !code && mentions(asking, COMPOSITION));
    }

    /** Whether the question offers options. */
    public boolean multipleChoice() {
        return !options.isEmpty();
    }

    /** Whether a value answers the question in full: a number, an option, yes or no. */
    public boolean closed() {
        return (numeric || yesNo || multipleChoice()) && !code && !explained;
    }

    /** Without word boundaries ({@code \b}), whose time is quadratic in combining marks. */
    private static Pattern words(String alternatives) {
        return Pattern.compile("(?<!\\w)" + alternatives + "(?!\\w)", Pattern.CASE_INSENSITIVE);
    }

    private static boolean mentions(List<String> sentences, Pattern pattern) {
        return sentences.stream().anyMatch(sentence -> pattern.matcher(sentence).find());
    }
}
