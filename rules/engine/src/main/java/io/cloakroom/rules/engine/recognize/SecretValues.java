package io.cloakroom.rules.engine.recognize;

import io.cloakroom.rules.engine.recognize.Validator.Verdict;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** Tells values that somebody chose or generated as a secret from words, references and placeholders of documentation. */
final class SecretValues {

    private static final Set<String> NOT_SECRET = Set.of(
            "true",
            "false",
            "null",
            "none",
            "nil",
            "undefined",
            "string",
            "password",
            "passwd",
            "secret",
            "token",
            "changeme",
            "your_password",
            "required",
            "optional",
            "example",
            "test",
            "value",
            "admin",
            "user",
            "username",
            "xxxxxxxx",
            "hidden",
            "redacted",
            "placeholder",
            "default",
            "empty",
            "unknown",
            "public",
            "private",
            "static",
            "function",
            "incorrect",
            "correct",
            "wrong",
            "invalid",
            "valid",
            "protected",
            "strong",
            "weak",
            "secure",
            "reset",
            "expired",
            "varchar",
            "integer",
            "boolean",
            "object",
            "manager",
            "field",
            "hash",
            "hashed",
            "encrypted",
            "forgotten",
            "again",
            "here",
            "below",
            "above",
            "being",
            "about",
            "that",
            "this",
            "with",
            "from",
            "must",
            "should",
            "will",
            "what",
            "not_set",
            "n/a",
            "length",
            "input",
            "text",
            "varchar(255)",
            "str",
            "char",
            "bytes",
            "self",
            "https",
            "http");

    private static final Set<String> REFERENCES = Set.of(
            "process.env",
            "os.environ",
            "os.getenv",
            "system.getenv",
            "this.",
            "self.",
            "config.",
            "env.",
            "var.",
            "local.",
            "data.",
            "module.",
            "secrets.",
            "params.",
            "options.",
            "request.",
            "req.",
            "settings.");

    private static final Set<String> SAMPLES = Set.of(
            "example",
            "xxxxx",
            "00000000",
            "your_",
            "your-",
            "yourtoken",
            "yourkey",
            "yourapi",
            "placeholder",
            "redacted",
            "changeme",
            "dummy");

    private static final Set<String> NAMES_OF_PASSWORDS =
            Set.of("password", "passwd", "passwort", "passphrase", "pass", "pwd", "secret", "token");

    private static final int SHORTEST_RANDOM = 12;
    private static final int SHORTEST_MIXED = 9;
    private static final int SHORTEST_STRONG = 6;
    private static final int LONGEST_SHORT_PART = 6;
    private static final int SHORTEST_RANDOM_PART = 16;
    private static final int LONG = 24;
    private static final int FEWEST_DIGITS = 2;
    private static final double LONGEST_RUN = 2.9;
    private static final double LONGEST_RUN_OF_LONG = 4;

    private SecretValues() {}

    /** Anything but a reference to the secret or a word that stands for one. */
    static Verdict check(String value) {
        return isReference(value) || isPlaceholder(value) ? Verdict.IMPOSSIBLE : Verdict.PLAUSIBLE;
    }

    /** A token whose form alone tells whose it is, unless it is the example of a documentation. */
    static Verdict token(String value) {
        return isSample(value) ? Verdict.IMPOSSIBLE : Verdict.PROVEN;
    }

    /** A value of the form that is expected behind its name: hexadecimal digits, or letters and digits that read like no name. */
    static Verdict labelled(String value) {
        if (isSample(value) || isReference(value) || isPlaceholder(value)) {
            return Verdict.IMPOSSIBLE;
        }
        boolean hexadecimal = value.chars().allMatch(c -> c == '-' || c == ':' || Character.digit(c, 16) >= 0);
        return Verdict.provenIf(hexadecimal || !readsLikeName(value) || hasRandomPart(value));
    }

    private static boolean hasRandomPart(String value) {
        int start = 0;
        for (int i = 0; i <= value.length(); i++) {
            if (i == value.length() || !Character.isLetterOrDigit(value.charAt(i))) {
                if (i - start >= SHORTEST_RANDOM_PART && !readsLikeName(value.substring(start, i))) {
                    return true;
                }
                start = i + 1;
            }
        }
        return false;
    }

    /** What writers of documentation put where a token would stand. */
    private static boolean isSample(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        return SAMPLES.stream().anyMatch(lower::contains);
    }

    /** Something people type to log in: letters with digits or signs prove it, a mere word does not. */
    static Verdict password(String value) {
        if (check(value) == Verdict.IMPOSSIBLE || isCode(value)) {
            return Verdict.IMPOSSIBLE;
        }
        boolean digit = value.chars().anyMatch(Character::isDigit);
        boolean letter = value.chars().anyMatch(Character::isLetter);
        boolean sign = value.chars().anyMatch(c -> "!@#$%^&*+=?~".indexOf(c) >= 0);
        return (digit && (letter || sign)) || (letter && sign) ? Verdict.PROVEN : Verdict.PLAUSIBLE;
    }

    /**
     * A password by its look alone: letters and digits with a sign that stands in no name to log in with, or small letters, capitals and
     * at least two digits. No address, path, date or version has that look.
     */
    static Verdict strongPassword(String value) {
        boolean address =
                value.indexOf('/') >= 0 || value.indexOf('@') < value.lastIndexOf('.') && value.indexOf('@') > 0;
        if (address || check(value) == Verdict.IMPOSSIBLE || isCode(value)) {
            return Verdict.IMPOSSIBLE;
        }
        boolean small = value.chars().anyMatch(Character::isLowerCase);
        boolean capital = value.chars().anyMatch(Character::isUpperCase);
        long digits = value.chars().filter(Character::isDigit).count();
        boolean sign = value.chars().anyMatch(c -> "!#$%&*+@?^~".indexOf(c) >= 0);
        boolean withSign = value.length() >= SHORTEST_STRONG && (small || capital) && digits > 0 && sign;
        boolean mixed = small && capital && digits >= FEWEST_DIGITS && value.length() >= SHORTEST_MIXED;
        return Verdict.provenIf(withSign || mixed && value.indexOf('.') < 0);
    }

    /** A password as it stands in code: not the name of a field, a route, a selector, a label or a variable. */
    static Verdict passwordLiteral(String value) {
        if (value.isEmpty()) {
            return Verdict.IMPOSSIBLE;
        }
        String lower = value.toLowerCase(Locale.ROOT);
        boolean named = NAMES_OF_PASSWORDS.stream().anyMatch(lower::contains)
                && value.chars().noneMatch(Character::isDigit);
        boolean markup = "#./<>&%-".indexOf(value.charAt(0)) >= 0 || value.endsWith(":") || isPath(value);
        return named || markup || isPhpVariable(value) ? Verdict.IMPOSSIBLE : password(value);
    }

    /** {@code user:password} of a URL, judged by the password. */
    static Verdict userinfo(String value) {
        String password = value.substring(value.indexOf(':') + 1);
        String lower = password.toLowerCase(Locale.ROOT);
        boolean stands = NAMES_OF_PASSWORDS.contains(lower) || SAMPLES.stream().anyMatch(lower::contains);
        return stands || lower.contains("xxx") || isPhpVariable(password) ? Verdict.IMPOSSIBLE : check(password);
    }

    /** Base64 of something: whole groups, and not a word. */
    static Verdict base64(String value) {
        boolean padded = value.endsWith("=");
        boolean lower = value.chars().skip(1).anyMatch(Character::isLowerCase);
        boolean upper = value.chars().skip(1).anyMatch(Character::isUpperCase);
        return Verdict.provenIf(value.length() % 4 == 0 && (padded || (lower && upper)));
    }

    /** Something a machine made: letters and digits mixed so that no name or word reads like it. */
    static Verdict random(String value) {
        if (value.length() < SHORTEST_RANDOM || check(value) == Verdict.IMPOSSIBLE || isCode(value) || isPath(value)) {
            return Verdict.IMPOSSIBLE;
        }
        return readsLikeName(value) ? Verdict.IMPOSSIBLE : Verdict.PROVEN;
    }

    /**
     * Names are made of longer runs of one kind of character (capitals count with the small letters after them) than what a
     * machine makes: random letters of both cases and digits change kind every two characters or so.
     */
    private static boolean readsLikeName(String value) {
        int runs = 0;
        int counted = 0;
        int digits = 0;
        boolean separated = false;
        char before = ' ';
        for (char c : value.toCharArray()) {
            boolean sign = !Character.isLetterOrDigit(c);
            boolean goesOn = kind(c) == kind(before) || (Character.isUpperCase(before) && Character.isLowerCase(c));
            runs += !sign && !goesOn ? 1 : 0;
            counted += sign ? 0 : 1;
            digits += Character.isDigit(c) ? 1 : 0;
            separated |= sign;
            before = c;
        }
        double run = runs == 0 ? counted : (double) counted / runs;
        boolean longAndPlain = !separated && value.length() >= LONG;
        return digits < FEWEST_DIGITS || run >= (longAndPlain ? LONGEST_RUN_OF_LONG : LONGEST_RUN);
    }

    private static int kind(char c) {
        return Character.isDigit(c) ? 0 : Character.isUpperCase(c) ? 1 : Character.isLowerCase(c) ? 2 : 3;
    }

    private static boolean isReference(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        boolean quotedByTemplate = !value.isEmpty()
                && "$<%{[".indexOf(value.charAt(0)) >= 0
                && value.length() > 1
                && (value.startsWith("${")
                        || value.startsWith("$(")
                        || value.startsWith("{{")
                        || value.startsWith("<")
                        || value.startsWith("%(")
                        || value.startsWith("{")
                        || value.startsWith("[")
                        || isVariable(value));
        return quotedByTemplate || REFERENCES.stream().anyMatch(lower::startsWith);
    }

    /** {@code $NAME}, {@code $NAME/path}, {@code %NAME%}. */
    private static boolean isVariable(String value) {
        char first = value.charAt(0);
        int name = 1;
        while (name < value.length() && (Character.isUpperCase(value.charAt(name)) || value.charAt(name) == '_')) {
            name++;
        }
        boolean ends = name == value.length() || value.charAt(name) == first || value.charAt(name) == '/';
        return (first == '$' || first == '%') && ends && (name > 1 || name == value.length());
    }

    private static boolean isPlaceholder(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        int end = lower.length();
        while (end > 0 && ".,;:!?)".indexOf(lower.charAt(end - 1)) >= 0) {
            end--;
        }
        return NOT_SECRET.contains(lower.substring(0, end))
                || lower.startsWith("your")
                || lower.startsWith("example")
                || lower.contains("&lt;")
                || lower.contains("xxxx")
                || lower.contains("****")
                || lower.contains("....")
                || value.chars().distinct().count() < 3;
    }

    /** Calls, member access and type names. */
    private static boolean isCode(String value) {
        return value.indexOf("::") >= 0
                || value.indexOf("->") >= 0
                || (value.indexOf('(') > 0
                        && value.chars().limit(value.indexOf('(')).allMatch(SecretValues::isNamePart))
                || value.endsWith("()")
                || isChainedAssignment(value)
                || (value.indexOf('.') > 0
                        && value.chars().allMatch(c -> Character.isLetter(c) || c == '.' || c == '_'));
    }

    /** {@code a.b=c}, as minified code has it. */
    private static boolean isChainedAssignment(String value) {
        int equals = value.indexOf('=');
        int dot = value.indexOf('.');
        return dot > 0 && dot < equals && value.chars().limit(equals).allMatch(SecretValues::isNamePart);
    }

    /** Hosts, files, members: parts that are short or read like names, joined by dots or slashes. */
    private static boolean isPath(String value) {
        return (value.indexOf('.') >= 0 || value.indexOf('/') >= 0)
                && Arrays.stream(value.split("[^A-Za-z0-9]+", -1))
                        .allMatch(part -> part.length() <= LONGEST_SHORT_PART || readsLikeName(part));
    }

    /** {@code $name}, as PHP, Perl and shells have it. */
    private static boolean isPhpVariable(String value) {
        return value.length() > 1
                && value.charAt(0) == '$'
                && value.chars().skip(1).allMatch(c -> c == '_' || c == '$' || Character.isLetter(c));
    }

    private static boolean isNamePart(int c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.';
    }
}
