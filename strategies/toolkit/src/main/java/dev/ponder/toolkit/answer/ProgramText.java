package dev.ponder.toolkit.answer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Recognizes and compares programs. Two programs are equal if they differ only in comments, in blanks between tokens and
 * in blank lines; indentation counts where a language uses it.
 */
final class ProgramText {

    private static final Pattern CODE_LINE = Pattern
            .compile("^\\h*(?:(?:def|class|async def|function|func|fn|pub|if|for"
                    + "|while|elif|else|try|catch|with|switch|case|struct|enum|interface|impl|public|private|protected|static"
                    + "|final|const|let|var|val|return|print|println!?|printf|echo|console|System|@\\w+|end|int|void|double"
                    + "|float|bool|boolean|char|String|auto)(?!\\w).*[(){}\\[\\];=:].*|(?:import|from|package|using|namespace|require"
                    + "|use|export|module)\\s+[\\w.*{}'\"<>/:, ;]+|#include.*|#!.*|.*[;{}]\\h*|[\\w.\\[\\]]+\\s*(?:[-+*/]?=|:=)\\s*\\S.*"
                    + "|[\\w.]+\\(.*\\)\\h*|return(?!\\w).*|//.*|#.*|/?\\*.*|--.*"
                    + "|(?i:select|insert into|update|delete from|create|alter|drop)\\s.+)$");
    /** What a program begins with; an equation or a call alone may also be mathematics. */
    private static final Pattern FIRST_LINE = Pattern
            .compile("^\\h*(?:(?:def|class|async def|function|func|fn|pub|public"
                    + "|private|static|const|let|var|val|struct|enum|interface|impl|int|void|double|bool|template)(?!\\w).*[({=:;].*"
                    + "|(?:import|from|package|using|namespace)\\s+[\\w.*{}'\"<>/:,]+.*|#include.*|#!.*|@\\w+.*"
                    + "|(?:print|println|printf|console\\.log|System\\.out\\.\\w+)\\(.*|lambda .*:.*|\\(.*\\)\\s*=>.*"
                    + "|(?:SELECT|select)\\s.+\\s(?:FROM|from)\\s.+|(?:INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE|ALTER TABLE)\\s.+"
                    + "|WITH \\w+ AS.*)$");
    private static final Pattern COMMENT_LINE = Pattern.compile("^\\h*(?:#(?!include|!)|//|--|/\\*|\\*).*$");
    private static final Pattern SQL = Pattern
            .compile("(?is)^\\s*(?:select|with|insert|update|delete|create|alter|drop)\\s.*");
    private static final Pattern QUERY = Pattern
            .compile("(?s)^\\s*(?:SELECT\\s.+\\sFROM|select\\s.+\\sfrom)\\s+\\w.*");
    private static final Pattern INDENTED = Pattern
            .compile("(?m)^\\h*(?:(?:def|class|if|for|while|elif|else|try|with)(?!\\w)"
                    + "[^{\\n]*:\\h*(?:#.*|\\S.*)?$|from \\S+ import |import [\\w., ]+$|print\\(.*\\)$)");
    private static final Pattern BRACED = Pattern.compile("(?m)[;{]\\h*(?:$|//|/\\*)|^\\h*//");
    private static final int MAX_LINE = 500;
    private static final int MAX_QUERY = 5000;

    /** The comments of a family of languages. */
    private enum Family {
        /** Indentation counts, comments begin with a hash: Python, shell. */
        HASH,
        /** Blanks do not count, comments are those of C. */
        SLASH,
        /** As {@link #SLASH}, without regard to case, comments begin with two hyphens. */
        SQL
    }

    private final String code;
    private final Family family;
    private final StringBuilder out = new StringBuilder();
    private final Deque<Integer> indents = new ArrayDeque<>();
    private int depth;
    private boolean blank;

    private ProgramText(String code) {
        this.code = code;
        this.family = SQL.matcher(code).matches()
                ? Family.SQL
                : !INDENTED.matcher(code).find() && BRACED.matcher(code).find() ? Family.SLASH : Family.HASH;
    }

    /** Whether the whole text is a program: it begins like one, and most of its lines are lines of code. */
    static boolean isProgram(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        String first = lines.stream().filter(line -> !COMMENT_LINE.matcher(line).matches()).findFirst().orElse("");
        if (text.length() <= MAX_QUERY && QUERY.matcher(text).matches()) {
            return true;
        }
        if (first.length() > MAX_LINE || !FIRST_LINE.matcher(first).matches()) {
            return false;
        }
        long code = lines.stream().filter(line -> line.startsWith("  ") || line.startsWith("\t")
                || (line.length() <= MAX_LINE && CODE_LINE.matcher(line).matches())).count();
        return code * 10 >= lines.size() * 7L;
    }

    /** The form in which programs are compared. */
    static String normal(String code) {
        return new ProgramText(code).normal();
    }

    private String normal() {
        int at = family == Family.HASH ? indentation(0) : 0;
        while (at < code.length()) {
            char sign = code.charAt(at);
            int comment = commentEnd(at);
            if (comment > at) {
                at = comment;
                blank = true;
            } else if (sign == '\n' && family == Family.HASH && depth == 0) {
                at = indentation(at + 1);
            } else if (Character.isWhitespace(sign)) {
                blank = true;
                at++;
            } else {
                at = token(at);
            }
        }
        return out.toString().strip();
    }

    /** Writes the level of the next line that is not blank, and returns where its text begins. */
    private int indentation(int lineStart) {
        int at = lineStart;
        int start = lineStart;
        while (at < code.length() && Character.isWhitespace(code.charAt(at))) {
            start = code.charAt(at) == '\n' ? at + 1 : start;
            at++;
        }
        if (at < code.length() && code.charAt(at) != '#') {
            int width = at - start;
            while (!indents.isEmpty() && indents.peek() > width) {
                indents.pop();
            }
            if (width > 0 && (indents.isEmpty() || indents.peek() < width)) {
                indents.push(width);
            }
            while (out.length() > 0 && "\t\n".indexOf(out.charAt(out.length() - 1)) >= 0) {
                out.setLength(out.length() - 1);
            }
            out.append('\n').append("\t".repeat(indents.size()));
            blank = false;
        }
        return at;
    }

    /** Copies a string, a word or a sign. Blanks remain only between two words. */
    private int token(int at) {
        char sign = code.charAt(at);
        int end = sign == '"' || sign == '\'' || sign == '`' ? stringEnd(at) : at + 1;
        if (blank && out.length() > 0 && isWord(out.charAt(out.length() - 1)) && isWord(sign)) {
            out.append(' ');
        }
        blank = false;
        depth = Math.max(0, depth + (end == at + 1 ? Brackets.step(sign) : 0));
        String text = code.substring(at, end);
        out.append(family == Family.SQL && end == at + 1 ? text.toLowerCase(Locale.ROOT) : text);
        return end;
    }

    private int stringEnd(int start) {
        char quote = code.charAt(start);
        String triple = String.valueOf(quote).repeat(3);
        if (code.startsWith(triple, start)) {
            int close = code.indexOf(triple, start + 3);
            return close < 0 ? code.length() : close + 3;
        }
        for (int at = start + 1; at < code.length(); at++) {
            char sign = code.charAt(at);
            if (sign == quote || (sign == '\n' && quote != '`')) {
                return sign == quote ? at + 1 : at;
            }
            at += sign == '\\' ? 1 : 0;
        }
        return code.length();
    }

    /** The end of the comment that starts here; the same position if there is none. */
    private int commentEnd(int at) {
        if (family == Family.HASH) {
            boolean docstring = (code.startsWith("\"\"\"", at) || code.startsWith("'''", at)) && startsStatement();
            return docstring ? stringEnd(at) : code.charAt(at) == '#' && startsToken(at) ? lineEnd(at) : at;
        }
        if (code.startsWith("/*", at)) {
            int close = code.indexOf("*/", at + 2);
            return close < 0 ? code.length() : close + 2;
        }
        boolean line = code.startsWith(family == Family.SQL ? "--" : "//", at);
        return line ? lineEnd(at) : at;
    }

    private boolean startsStatement() {
        return out.length() == 0 || "\t\n".indexOf(out.charAt(out.length() - 1)) >= 0;
    }

    private boolean startsToken(int at) {
        return at == 0 || Character.isWhitespace(code.charAt(at - 1)) || ";)".indexOf(code.charAt(at - 1)) >= 0;
    }

    private int lineEnd(int at) {
        int end = code.indexOf('\n', at);
        return end < 0 ? code.length() : end;
    }

    private static boolean isWord(char sign) {
        return Character.isLetterOrDigit(sign) || sign == '_' || sign == '$';
    }
}
