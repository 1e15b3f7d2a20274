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
        "();", ");", "->", "=>", "::", "!=", "==", "&&", "||", "</", "/>", "+=", "[]", "({", "})", "<<", "++"
    };

    private final String text;
    private int lineStart = -1;
    private int lineEnd = -1;
    private boolean code;

    CodeLines(String text) {
        this.text = text;
    }

    /** Whether what stands here is code, outside of literals and comments. Asked in rising order. */
    boolean isCode(int at) {
        if (at >= lineEnd) {
            lineStart = at == 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
            int end = text.indexOf('\n', at);
            lineEnd = end < 0 ? text.length() : end;
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
        int marks = 0;
        for (String mark : MARKS) {
            marks += line.contains(mark) ? 1 : 0;
        }
        return marks >= 2 || marks == 1 && (last == ')' || last == ',' || last == '(' || last == '>');
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
        char open = 0;
        for (int i = lineStart; i < at; i++) {
            char c = text.charAt(i);
            if (open != 0) {
                open = c == open ? 0 : open;
            } else if (c == '"' || c == '\'' || c == '`') {
                open = c;
            } else if (c == '>' && text.startsWith("</", Math.max(at, text.indexOf('<', at)))) {
                return true; // between tags stands text
            } else if (c == '/' && i + 1 < at && (text.charAt(i + 1) == '/' || text.charAt(i + 1) == '*')) {
                return true;
            } else if (c == '#' && i + 1 < at && text.charAt(i + 1) == ' ') {
                return true;
            }
        }
        return open != 0;
    }
}
