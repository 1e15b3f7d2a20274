package io.cloakroom.rules.engine.names;

/** Tells code from prose, line by line: in code, names stand in string literals and comments, and everything else that looks like one is an identifier. */
final class CodeLines {

    private static final String[] STARTS = {
        "import ",
        "package ",
        "public ",
        "private ",
        "protected ",
        "static ",
        "final ",
        "const ",
        "let ",
        "var ",
        "def ",
        "return ",
        "class ",
        "#include",
        "function ",
        "export ",
        "using ",
        "namespace ",
        "throw ",
        "async ",
        "await ",
        "@Override",
        "@Test",
        "else ",
        "elif ",
        "fn ",
        "func ",
        "struct ",
        "enum "
    };
    private static final String[] MARKS = {
        "();", ");", "::", "!=", "==", "&&", "||", "</", "/>", "+=", "[]", "({", "})", "++"
    };
    /** Prose has them too; of code they speak where something else of it stands on the line. */
    private static final String[] ARROWS = {"->", "=>", "<<"};

    private static final String[] BESIDE_ARROWS = {";", "{", "()"};

    private final String text;
    private int lineStart = -1;
    private int lineEnd = -1;
    private boolean code;

    /** How far the line was looked at, and what was open there. */
    private int seen;

    private char quote;
    private boolean comment;
    private boolean tag;

    /** The next angle bracket that opens. */
    private int opening = -1;

    CodeLines(String text) {
        this.text = text;
    }

    /** Whether what stands here is code, outside of literals and comments. Asked in rising order. */
    boolean isCode(int at) {
        if (at >= lineEnd) {
            lineStart = at == 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
            int end = text.indexOf('\n', at);
            lineEnd = end < 0 ? text.length() : end;
            seen = lineStart;
            quote = 0;
            comment = false;
            tag = false;
            code = looksLikeCode(text.substring(lineStart, lineEnd).strip());
        }
        return code && !isQuoted(at);
    }

    private static boolean looksLikeCode(String line) {
        if (line.isEmpty() || isComment(line)) {
            return false;
        }
        char last = line.charAt(line.length() - 1);
        if (last == ';' || last == '{' || last == '}') {
            return line.length() > 1
                    && (line.indexOf('(') >= 0
                            || line.indexOf('=') >= 0
                            || line.indexOf('{') >= 0
                            || line.indexOf('}') >= 0
                            || startsLikeCode(line));
        }
        if (startsLikeCode(line)
                && (line.indexOf('(') >= 0 || line.indexOf('=') >= 0 || line.indexOf('.') > 0 && last != '.')) {
            return true;
        }
        int marks = count(MARKS, line) + (count(BESIDE_ARROWS, line) > 0 ? count(ARROWS, line) : 0);
        return marks >= 2 || marks == 1 && (last == ')' || last == ',' || last == '(' || last == '>');
    }

    private static int count(String[] marks, String line) {
        int count = 0;
        for (String mark : marks) {
            count += line.contains(mark) ? 1 : 0;
        }
        return count;
    }

    private static boolean startsLikeCode(String line) {
        for (String start : STARTS) {
            if (line.startsWith(start)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isComment(String line) {
        return line.startsWith("//")
                || line.startsWith("/*")
                || line.startsWith("*")
                || line.startsWith("# ")
                || line.startsWith("--")
                || line.startsWith("<!--");
    }

    private boolean isQuoted(int at) {
        for (; seen < at; seen++) {
            char c = text.charAt(seen);
            char before = seen == lineStart ? '\n' : text.charAt(seen - 1);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'' || c == '`') {
                quote = c;
            } else {
                tag |= c == '>';
                comment |= before == '/' && (c == '/' || c == '*') || before == '#' && c == ' ';
            }
        }
        return quote != 0 || comment || tag && closesTag(at);
    }

    /** Between tags stands text. */
    private boolean closesTag(int at) {
        if (opening < at) {
            int next = text.indexOf('<', at);
            opening = next < 0 ? text.length() : next;
        }
        return text.startsWith("</", opening);
    }
}
