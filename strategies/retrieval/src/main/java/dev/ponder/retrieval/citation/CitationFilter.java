package dev.ponder.retrieval.citation;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks the citations of a text while it is streamed: {@code [3]} and {@code [3, 4]} refer to sources that exist, or are
 * removed. Sources are numbered anew in the order in which the text cites them. Code is not changed; a link behind a citation
 * is removed, because the model may have invented it. One instance per text; not thread-safe. Takes linear time.
 *
 * <p>At most {@value CitationGroup#MAX_LENGTH} characters are held back, while a bracket is open, and the blanks before it.
 */
public final class CitationFilter {

    private static final int MAX_LINK = 2048;
    private static final int LINK_BEGINNING = 5;
    private static final List<String> LINKS = List.of("http", "<htt", "www.", "#");
    private static final int FENCE = 3;
    /** Models put a whole report into such a block, whose text is no code. */
    private static final Set<String> NO_CODE = Set.of("markdown", "md");

    private final Set<Integer> known;
    /** The new numbers by the numbers in the model's prompt, in the order in which they were cited. */
    private final Map<Integer, Integer> cited = new LinkedHashMap<>();
    private final StringBuilder blanks = new StringBuilder();
    private final StringBuilder bracket = new StringBuilder();
    private final StringBuilder link = new StringBuilder();
    private StringBuilder out = new StringBuilder();
    private State state = State.TEXT;
    private boolean lineBegun;
    private int removed;
    private int ticks;
    /** The number of backticks that opened the code; 0 outside of code. */
    private int code;
    private boolean fenced;
    /** What follows the backticks in the line that opens a block of code. */
    private final StringBuilder language = new StringBuilder();
    private boolean opening;

    private enum State {
        TEXT, BRACKET, AFTER_CITATION, LINK
    }

    /**
     * A filter.
     *
     * @param known the numbers of the sources in the model's prompt
     */
    public CitationFilter(Set<Integer> known) {
        this.known = Set.copyOf(known);
    }

    /** The text that can be shown after this piece of the model's text; may be empty. */
    public String read(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            read(piece.charAt(i));
        }
        return taken();
    }

    /** The rest at the end of the text. */
    public String end() {
        if (state == State.BRACKET) {
            abandon();
        }
        if (state == State.LINK && link.length() < LINK_BEGINNING) {
            plain(link);
        }
        ticksEnd();
        out.append(blanks);
        blanks.setLength(0);
        state = State.TEXT;
        return taken();
    }

    /** The numbers of the cited sources in the model's prompt; the first one is {@code [1]} in the text that is shown. */
    public List<Integer> cited() {
        return List.copyOf(cited.keySet());
    }

    /** How many citations of sources that do not exist were removed. */
    public int removed() {
        return removed;
    }

    private String taken() {
        String text = out.toString();
        out = new StringBuilder();
        return text;
    }

    private void read(char c) {
        switch (state) {
            case TEXT -> text(c);
            case BRACKET -> bracket(c);
            case AFTER_CITATION -> {
                state = c == '(' ? State.LINK : State.TEXT;
                if (state == State.LINK) {
                    link.append(c);
                } else {
                    text(c);
                }
            }
            case LINK -> link(c);
        }
    }

    private void text(char c) {
        if (c == '`') {
            show(c);
            ticks++;
            return;
        }
        ticksEnd();
        if (code == 0 && (c == '[' || c == '【')) {
            state = State.BRACKET;
            bracket.append(c);
        } else if (c == ' ' && lineBegun && code == 0) {
            blanks.append(c);
        } else {
            show(c);
        }
    }

    private void show(char c) {
        out.append(blanks).append(c);
        blanks.setLength(0);
        if (c == '\n') {
            lineBegun = false;
            if (opening && NO_CODE.contains(language.toString().strip().toLowerCase(Locale.ROOT))) {
                fenced = false;
            }
            opening = false;
            // inline code ends with its paragraph; to end it with its line leaves no way around the check
            code = fenced ? code : 0;
        } else if (c != ' ' && c != '`') {
            lineBegun = true;
        }
        if (opening && language.length() < FENCE * FENCE) {
            language.append(c);
        }
    }

    /** Called after a run of backticks, which opens or closes code. */
    private void ticksEnd() {
        if (ticks == 0) {
            return;
        }
        if (code == 0) {
            code = ticks;
            fenced = ticks >= FENCE && !lineBegun;
            opening = fenced;
            language.setLength(0);
        } else if (fenced ? ticks >= code && !lineBegun : ticks == code) {
            code = 0;
            fenced = false;
        }
        lineBegun = true;
        ticks = 0;
    }

    private void bracket(char c) {
        if (c == ']' || c == '】') {
            Optional<List<Integer>> numbers = CitationGroup.read(bracket.substring(1));
            if (numbers.isPresent()) {
                bracket.setLength(0);
                cite(numbers.get());
                return;
            }
            abandon();
            text(c);
        } else if (c == '\n' || c == '[' || c == '`' || bracket.length() > CitationGroup.MAX_LENGTH) {
            abandon();
            text(c);
        } else {
            bracket.append(c);
        }
    }

    /** What looked like a citation is text. */
    private void abandon() {
        state = State.TEXT;
        plain(bracket);
    }

    private void plain(StringBuilder held) {
        for (int i = 0; i < held.length(); i++) {
            show(held.charAt(i));
        }
        held.setLength(0);
    }

    private void cite(List<Integer> numbers) {
        var valid = new LinkedHashSet<Integer>();
        for (int number : numbers) {
            if (known.contains(number)) {
                cited.putIfAbsent(number, cited.size() + 1);
                valid.add(number);
            } else {
                removed++;
            }
        }
        if (!valid.isEmpty()) {
            String text = valid.stream().map(number -> "[" + cited.get(number) + "]").collect(Collectors.joining());
            out.append(blanks).append(text);
            lineBegun = true;
        }
        blanks.setLength(0);
        state = State.AFTER_CITATION;
    }

    /** A link is removed, also one without an end; a remark in parentheses is not. */
    private void link(char c) {
        boolean ended = Character.isWhitespace(c) || link.length() >= MAX_LINK;
        if (ended && link.length() >= LINK_BEGINNING) {
            link.setLength(0);
            state = State.TEXT;
            text(c);
            return;
        }
        link.append(c);
        if (ended || !mayBeLink()) {
            state = State.TEXT;
            String text = link.toString();
            link.setLength(0);
            text.chars().forEach(held -> read((char) held));
        } else if (c == ')') {
            link.setLength(0);
            state = State.TEXT;
        }
    }

    private boolean mayBeLink() {
        String beginning = link.substring(1, Math.min(link.length(), LINK_BEGINNING));
        return link.length() > 2 * LINK_BEGINNING || LINKS.stream()
                .anyMatch(prefix -> prefix.startsWith(beginning) || beginning.startsWith(prefix));
    }

    /** The numbers in a text that refer to sources, in the model's numbering; for whole texts. */
    public static Set<Integer> numbers(String text, Set<Integer> known) {
        var filter = new CitationFilter(known);
        filter.read(text);
        filter.end();
        return new LinkedHashSet<>(filter.cited());
    }
}
