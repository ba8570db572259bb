package dev.ponder.toolkit.answer;

import org.jspecify.annotations.Nullable;

/**
 * Converts LaTeX, Markdown and Unicode to one plain notation: {@code \dfrac12} becomes {@code frac(1;2)}, {@code a^{b}}
 * becomes {@code a^(b)}. Unknown text is unchanged. One pass; the depth is bounded.
 */
final class PlainMath {

    private static final int MAX_DEPTH = 40;
    private static final int GROUP = 3;

    private final String text;
    private final boolean dollarIsMoney;
    private int at;
    private int depth;
    private int matrices;
    private boolean tooDeep;

    private PlainMath(String text) {
        this.text = text;
        // Pairs of dollar signs enclose mathematics
        this.dollarIsMoney = text.replace("\\$", "").chars().filter(sign -> sign == '$').count() % 2 == 1;
    }

    /** The plain notation; null if the text is nested too deeply. */
    static @Nullable String of(String raw) {
        PlainMath math = new PlainMath(Glyphs.plain(raw));
        String plain = math.convert(math.text.length());
        return math.tooDeep ? null : plain.strip();
    }

    private String convert(int end) {
        StringBuilder out = new StringBuilder();
        if (++depth > MAX_DEPTH) {
            tooDeep = true;
            at = end;
        }
        while (at < end) {
            char sign = text.charAt(at);
            switch (sign) {
                case '\\' -> command(end, out);
                case '^' -> power(end, out);
                case '_' -> subscript(end, out);
                case '√' -> root(end, out);
                case '*' -> star(out);
                default -> sign(sign, out);
            }
        }
        depth--;
        return out.toString();
    }

    private void sign(char sign, StringBuilder out) {
        if (text.startsWith("{,}", at)) {
            at += GROUP;
            return;
        }
        at++;
        switch (sign) {
            case '$' -> out.append(dollarIsMoney ? "$" : "");
            case '&' -> out.append(matrices > 0 ? "," : sign);
            case '~' -> out.append(' ');
            case '`' -> {
                // Backticks mark code
            }
            default -> out.append(sign);
        }
    }

    private void command(int end, StringBuilder out) {
        String name = commandName(end);
        if (LatexSymbols.dresses(name)) {
            out.append(' ').append(argument(end)).append(' ');
        } else if (LatexSymbols.isFraction(name)) {
            call("frac", end, out);
        } else if (LatexSymbols.isBinomial(name)) {
            call("binom", end, out);
        } else if (name.equals("sqrt")) {
            root(end, out);
        } else if (LatexSymbols.sizesBracket(name)) {
            at += at < end && text.charAt(at) == '.' ? 1 : 0;
        } else if (name.equals("begin") || name.equals("end")) {
            environment(name, end, out);
        } else if (name.equals("\\")) {
            out.append(matrices > 0 ? ';' : ' ');
        } else if (LatexSymbols.isSpace(name)) {
            out.append(betweenGroups(out) ? "" : " ");
        } else if (!name.equals("!")) {
            String sign = LatexSymbols.sign(name);
            out.append(sign == null ? "\\" + name + " " : sign);
        }
    }

    /** A sequence of letters, or one other character. */
    private String commandName(int end) {
        int start = ++at;
        while (at < end && isAsciiLetter(text.charAt(at))) {
            at++;
        }
        if (at == start && at < end) {
            at++;
        }
        return text.substring(start, at);
    }

    private void call(String function, int end, StringBuilder out) {
        String first = argument(end);
        out.append(' ').append(function).append('(').append(first).append(';').append(argument(end)).append(')');
    }

    private void root(int end, StringBuilder out) {
        at += text.startsWith("√", at) ? 1 : 0;
        skipSpaces(end);
        int close = text.startsWith("[", at) ? text.indexOf(']', at) : -1;
        if (close > 0 && close < end) {
            at++;
            String degree = convert(close);
            at = close + 1;
            out.append(" root(").append(degree).append(';').append(argument(end)).append(')');
        } else if (text.startsWith("(", at)) {
            out.append(" sqrt");
        } else {
            out.append(" sqrt(").append(argument(end)).append(')');
        }
    }

    private void power(int end, StringBuilder out) {
        at++;
        skipSpaces(end);
        if (at >= end || (text.charAt(at) != '{' && text.charAt(at) != '\\')) {
            out.append('^');
            return;
        }
        String exponent = argument(end).strip();
        boolean mark = exponent.equals("°") || exponent.equals("'");
        out.append(mark ? exponent : "^(" + exponent + ")");
    }

    private void subscript(int end, StringBuilder out) {
        at++;
        out.append('_');
        if (at < end && text.charAt(at) == '{') {
            argument(end).chars().filter(Character::isLetterOrDigit).forEach(sign -> out.append((char) sign));
        }
    }

    /** Two stars are a power between operands, otherwise bold type. */
    private void star(StringBuilder out) {
        boolean pair = text.startsWith("**", at);
        boolean operands = endsWithOperand(out) && at + 2 < text.length()
                && (Character.isLetterOrDigit(text.charAt(at + 2)) || text.charAt(at + 2) == '(');
        at += pair ? 2 : 1;
        if (!pair) {
            out.append('*');
        } else if (operands) {
            out.append('^');
        }
    }

    private void environment(String command, int end, StringBuilder out) {
        boolean matrix = argument(end).endsWith("matrix");
        boolean opens = command.equals("begin");
        matrices += matrix ? (opens ? 1 : -1) : 0;
        out.append(matrix ? (opens ? "(" : ")") : " ");
    }

    /** The next group, command or character; after a root without braces, a whole number. */
    private String argument(int end) {
        skipSpaces(end);
        if (at >= end) {
            return "";
        }
        char first = text.charAt(at);
        if (first == '{') {
            int close = closeOf(at, end);
            at++;
            String inner = convert(close);
            at = Math.min(close + 1, end);
            return inner;
        }
        if (first == '\\') {
            StringBuilder inner = new StringBuilder();
            command(end, inner);
            return inner.toString();
        }
        int start = at++;
        boolean unicodeRoot = start > 0 && text.charAt(start - 1) == '√';
        while (unicodeRoot && NumberToken.isDigit(text, start) && at < end && NumberToken.isDigit(text, at)) {
            at++;
        }
        return text.substring(start, at);
    }

    private int closeOf(int open, int end) {
        int nested = 0;
        for (int index = open; index < end; index++) {
            char sign = text.charAt(index);
            if (sign == '\\') {
                index++;
            } else if (sign == '{') {
                nested++;
            } else if (sign == '}' && --nested == 0) {
                return index;
            }
        }
        return end;
    }

    private boolean betweenGroups(StringBuilder out) {
        return out.length() > 0 && Character.isDigit(out.charAt(out.length() - 1))
                && NumberToken.isDigit(text, at) && NumberToken.isDigit(text, at + 1)
                && NumberToken.isDigit(text, at + 2) && !NumberToken.isDigit(text, at + GROUP);
    }

    private void skipSpaces(int end) {
        while (at < end && text.charAt(at) == ' ') {
            at++;
        }
    }

    private static boolean endsWithOperand(StringBuilder out) {
        char last = out.length() == 0 ? ' ' : out.charAt(out.length() - 1);
        return Character.isLetterOrDigit(last) || last == ')';
    }

    private static boolean isAsciiLetter(char sign) {
        return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z');
    }
}
