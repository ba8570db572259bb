package dev.ponder.toolkit.answer;

import org.jspecify.annotations.Nullable;

import dev.ponder.toolkit.answer.ExtractedAnswer.Span;

/** The part of a reply that rules search for the answer. */
final class Reply {

    private final String text;
    private final int offset;
    private final QuestionHint hint;
    private final AnswerReader reader;
    private final String lower;
    private @Nullable String prose;

    Reply(String text, int offset, QuestionHint hint) {
        this(text, offset, hint, new AnswerReader(hint));
    }

    private Reply(String text, int offset, QuestionHint hint, AnswerReader reader) {
        this.text = text;
        this.offset = offset;
        this.hint = hint;
        this.reader = reader;
        this.lower = lowerCase(text);
    }

    String text() {
        return text;
    }

    /** The text with ASCII letters in lower case, so that positions do not change. */
    String lower() {
        return lower;
    }

    /** The text with blanks in place of fenced programs, so that positions do not change. */
    String prose() {
        if (prose == null) {
            StringBuilder blanked = new StringBuilder(text);
            FencedBlock.in(text).stream().filter(block -> block.isProgram(text)).forEach(block -> blanked
                    .replace(block.open(), block.close(), " ".repeat(block.close() - block.open())));
            prose = blanked.toString();
        }
        return prose;
    }

    /** The same reply without fenced programs. */
    Reply withoutPrograms() {
        return prose().equals(text) ? this : new Reply(prose(), offset, hint, reader);
    }

    QuestionHint hint() {
        return hint;
    }

    Reply within(int start, int end) {
        return new Reply(text.substring(start, end), offset + start, hint, reader);
    }

    /** The range as the answer, whatever its content; null if it is blank. */
    @Nullable
    ExtractedAnswer answer(int start, int end, double confidence, boolean truncated) {
        int from = start;
        int to = end;
        while (from < to && isPadding(text.charAt(from))) {
            from++;
        }
        while (to > from && isPadding(text.charAt(to - 1))) {
            to--;
        }
        return from == to ? null : answer(text.substring(from, to), from, to, confidence, truncated);
    }

    /** The range as the answer, if it is a value or formula, or an option if the question offers options. */
    @Nullable
    ExtractedAnswer value(int start, int end, double confidence) {
        Value value = reader.readWhole(text.substring(start, end));
        boolean fits = value.kind() != AnswerKind.TEXT && (!hint.multipleChoice() || value.kind() == AnswerKind.CHOICE);
        return fits ? answer(start, end, confidence, false) : null;
    }

    /** An answer in this range, read from another text; null if that text is empty. */
    @Nullable
    ExtractedAnswer answer(String raw, int start, int end, double confidence, boolean truncated) {
        Value value = reader.read(raw);
        return value.canonical().isEmpty() ? null : answer(value, raw, start, end, confidence, truncated);
    }

    ExtractedAnswer answer(Value value, String raw, int start, int end, double confidence, boolean truncated) {
        Value.Amount number = value instanceof Value.Amount of ? of : null;
        return new ExtractedAnswer(value.kind(), raw, value.canonical(), confidence,
                new Span(offset + start, offset + end), number == null ? null : number.unit(),
                number != null && number.percent(), truncated);
    }

    /** Blanks, and the markup of bold type and code. */
    private static boolean isPadding(char sign) {
        return Character.isWhitespace(sign) || sign == '*' || sign == '`';
    }

    private static String lowerCase(String text) {
        StringBuilder lower = new StringBuilder(text);
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (letter >= 'A' && letter <= 'Z') {
                lower.setCharAt(at, (char) (letter + 'a' - 'A'));
            }
        }
        return lower.toString();
    }
}
