package io.cloakroom.rules.wire.file;

import io.cloakroom.rules.wire.LensException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

/**
 * Reads XML or HTML from beginning to end and says where everything is. Nothing is resolved, nothing is loaded: there are no entities but
 * those that stand for characters. XML is read strictly, with its tags in pairs; a document type that declares anything is refused. HTML
 * is read as browsers tokenize it, near enough that no text is missed: what is no tag is text.
 */
final class Markup {

    /** Deeper than any document, not so deep that reading it takes memory. */
    private static final int DEEPEST = 10_000;

    /** Elements whose content is no markup (https://html.spec.whatwg.org/#raw-text-elements). */
    private static final Set<String> RAW = Set.of("script", "style", "textarea", "title", "xmp", "noembed", "iframe");

    /** What is met, in document order; offsets are of characters. */
    interface Events {

        void start(String name);

        void end(String name);

        void attribute(String element, String name, int from, int to);

        void text(int from, int to);

        /** Text without entities: a CDATA section, a script. */
        void verbatim(int from, int to);

        /** A comment, a processing instruction, a document type: no part of the text, but it leaves too. */
        void aside(int from, int to);
    }

    private final String in;
    private final boolean html;
    private final Events events;
    private final Deque<String> open = new ArrayDeque<>();
    private int met;

    private Markup(String in, boolean html, Events events) {
        this.in = in;
        this.html = html;
        this.events = events;
    }

    static void xml(String in, int from, Events events) throws LensException {
        new Markup(in, false, events).read(from);
    }

    static void html(String in, int from, Events events) throws LensException {
        new Markup(in, true, events).read(from);
    }

    private void read(int from) throws LensException {
        int at = from;
        while (at < in.length()) {
            TextPart.bound(++met);
            int next = in.indexOf('<', at);
            next = next < 0 ? in.length() : next;
            if (next > at) {
                events.text(at, next);
            }
            at = next < in.length() ? markup(next) : next;
        }
        if (!html && !open.isEmpty()) {
            throw new LensException("XML that ends inside an element");
        }
    }

    private int markup(int at) throws LensException {
        if (in.startsWith("<!--", at)) {
            return aside(at + 4, "-->");
        }
        if (in.startsWith("<![CDATA[", at)) {
            int end = find("]]>", at + 9);
            events.verbatim(at + 9, end);
            return Math.min(in.length(), end + 3);
        }
        if (in.startsWith("<?", at)) {
            return aside(at + 2, html ? ">" : "?>");
        }
        if (in.startsWith("<!", at)) {
            return documentType(at + 2);
        }
        if (in.startsWith("</", at)) {
            return endTag(at + 2);
        }
        int none = html ? Tags.notTag(in, at + 1) : Tags.name(in, at + 1, nameEnd(at + 1)) ? -1 : at + 1;
        if (none >= 0 && !html) {
            throw new LensException("no XML: a < that begins nothing");
        }
        if (none >= 0) {
            events.text(at, none);
            return none;
        }
        return startTag(at + 1);
    }

    private int aside(int from, String closing) throws LensException {
        int end = find(closing, from);
        events.aside(from, end);
        return Math.min(in.length(), end + closing.length());
    }

    private int documentType(int from) throws LensException {
        int end = find(">", from);
        if (!html && in.substring(from, end).indexOf('[') >= 0) {
            throw new LensException("XML whose document type declares something; only plain XML can be read");
        }
        events.aside(from, end);
        return Math.min(in.length(), end + 1);
    }

    private int find(String closing, int from) throws LensException {
        int end = in.indexOf(closing, from);
        if (end < 0 && !html) {
            throw new LensException("XML that ends before " + closing);
        }
        return end < 0 ? in.length() : end;
    }

    private int endTag(int from) throws LensException {
        int start = skipSpace(from);
        int stop = Tags.nameEnd(in, start);
        int end = skipSpace(stop);
        boolean tag = stop > start && (end == in.length() || in.charAt(end) == '>');
        if (html && !tag) {
            events.text(from - 2, from);
            return from;
        }
        String name = in.substring(start, stop);
        if (!html
                && (end == in.length() || !tag || open.isEmpty() || !open.pop().equals(name))) {
            throw new LensException("XML whose tags do not pair");
        }
        events.end(html ? lower(name) : name);
        return Math.min(in.length(), end + 1);
    }

    private int startTag(int from) throws LensException {
        int at = nameEnd(from);
        String name = html ? lower(in.substring(from, at)) : in.substring(from, at);
        events.start(name);
        while (at < in.length() && in.charAt(at) != '>') {
            char c = in.charAt(at);
            if (space(c) || (c == '/' && (html || in.startsWith("/>", at)))) {
                at++;
            } else {
                at = attribute(name, at);
            }
        }
        if (at >= in.length() && !html) {
            throw new LensException("XML that ends inside a tag");
        }
        boolean empty = at < in.length() && in.charAt(at - 1) == '/';
        at = Math.min(in.length(), at + 1);
        if (!html && !empty) {
            open.push(name);
            if (open.size() > DEEPEST) {
                throw new LensException("XML nested more than " + DEEPEST + " deep");
            }
        }
        if (empty) {
            events.end(name);
        }
        return html && RAW.contains(name) ? raw(name, at) : at;
    }

    private int attribute(String element, int from) throws LensException {
        TextPart.bound(++met);
        int at = from + 1;
        while (at < in.length()
                && in.charAt(at) != '='
                && in.charAt(at) != '>'
                && !space(in.charAt(at))
                && in.charAt(at) != '/') {
            at++;
        }
        String name = html ? lower(in.substring(from, at)) : in.substring(from, at);
        if (!html && !Tags.name(name, 0, name.length())) {
            throw new LensException("no XML: an attribute whose name is none");
        }
        int equals = skipSpace(at);
        if (equals >= in.length() || in.charAt(equals) != '=') {
            if (!html) {
                throw new LensException("no XML: an attribute without value");
            }
            return at;
        }
        int start = skipSpace(equals + 1);
        char quote = start < in.length() ? in.charAt(start) : 0;
        if (quote == '"' || quote == '\'') {
            int end = find(String.valueOf(quote), start + 1);
            events.attribute(element, name, start + 1, end);
            return Math.min(in.length(), end + 1);
        }
        if (!html) {
            throw new LensException("no XML: an attribute without quotes");
        }
        int end = start;
        while (end < in.length() && in.charAt(end) != '>' && !space(in.charAt(end))) {
            end++;
        }
        events.attribute(element, name, start, end);
        return end;
    }

    /** Up to the end tag of this element, as it stands. */
    private int raw(String name, int from) {
        String closing = "</" + name;
        int at = in.indexOf("</", from);
        while (at >= 0 && !in.regionMatches(true, at, closing, 0, closing.length())) {
            at = in.indexOf("</", at + 2);
        }
        int end = at < 0 ? in.length() : at;
        if (end > from) {
            if (name.equals("title") || name.equals("textarea")) {
                events.text(from, end);
            } else {
                events.verbatim(from, end);
            }
        }
        return end;
    }

    private int nameEnd(int from) {
        int at = from;
        while (at < in.length() && !space(in.charAt(at)) && in.charAt(at) != '>' && in.charAt(at) != '/') {
            at++;
        }
        return at;
    }

    private int skipSpace(int from) {
        int at = from;
        while (at < in.length() && space(in.charAt(at))) {
            at++;
        }
        return at;
    }

    static boolean space(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
