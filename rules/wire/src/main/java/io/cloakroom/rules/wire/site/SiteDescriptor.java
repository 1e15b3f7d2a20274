package io.cloakroom.rules.wire.site;

import static io.cloakroom.rules.wire.site.Checks.given;
import static io.cloakroom.rules.wire.site.Checks.listOf;
import static io.cloakroom.rules.wire.site.Checks.require;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a service's descriptor says, {@code sites/<id>.yaml}. Its JSON Schema, {@code sites/site.schema.json}, explains every key.
 *
 * @param id name of the file, {@code chatgpt}
 * @param name as people call it
 * @param operator who runs it; placeholders are bound to this
 * @param jurisdiction ISO 3166-1 alpha-2 country whose law the operator is under
 * @param facts day on which its sources were last read, {@code 2026-11-23}
 * @param restore where originals may appear; when left out, {@code page} for a trusted site and {@code extension} for one of low trust
 * @param signed whether the page signs bodies, so that they cannot be rewritten on the way; a request may say otherwise
 * @param signedWhen what tells a signed request, where the site also takes others
 * @param tenant how the site is told which organisations' accounts may be used
 * @param stateless whether every request stands alone: placeholders are then scoped to the user
 * @param ownFields names of fields whose identifiers the site made itself
 */
public record SiteDescriptor(
        String id,
        String name,
        String operator,
        String jurisdiction,
        @Nullable String facts,
        Trust trust,
        Transport transport,
        Restore restore,
        Boolean signed,
        @Nullable SignedWhen signedWhen,
        @Nullable Tenant tenant,
        Boolean stateless,
        List<Host> hosts,
        List<Request> requests,
        List<String> ownFields,
        List<AnswerFormat> answers,
        Block block,
        @Nullable Extension extension) {

    public SiteDescriptor {
        trust = trust == null ? Trust.NORMAL : trust;
        signed = Boolean.TRUE.equals(signed);
        stateless = Boolean.TRUE.equals(stateless);
        transport = transport == null ? Transport.INTERCEPT : transport;
        Restore usual = trust == Trust.LOW || signed ? Restore.EXTENSION : Restore.PAGE;
        restore = restore == null ? usual : restore;
        hosts = listOf(hosts);
        requests = listOf(requests);
        ownFields = listOf(ownFields);
        answers = listOf(answers);
        require(given(id) && id.matches("[a-z0-9-]+"), "a site needs an id of small letters, digits and hyphens");
        require(given(name), "a site needs a name");
        require(given(operator), "a site needs an operator: whoever receives what is sent");
        require(Checks.country(jurisdiction), "jurisdiction is a country code of two capitals, such as KR");
        require(
                facts == null || facts.matches("20[0-9]{2}-[01][0-9]-[0-3][0-9]"),
                "facts is the day its sources were last read, such as 2026-11-23");
        require(!hosts.isEmpty(), "a site needs at least one host");
        require(block != null, "a site needs a block: how it shows that a request was stopped");
        for (Request request : requests) {
            boolean always = request.signed() == null ? signed : request.signed();
            require(
                    (!always && signedWhen == null) || request.strip().isEmpty(),
                    "request '" + request.name() + "' is signed, so nothing can be stripped from it; leave strip out");
            for (String wanted : request.answers()) {
                require(
                        answers.stream().anyMatch(answer -> answer.id().equals(wanted)),
                        "request '" + request.name() + "' names the answer '" + wanted + "', which is not described");
            }
        }
    }

    /** How far the operator is trusted with what its page shows. */
    public enum Trust {
        NORMAL,
        LOW
    }

    /** How requests are reached. */
    public enum Transport {
        /** The proxy opens TLS. */
        INTERCEPT,
        /** The site refuses handshakes that are not a browser's, so the extension works inside the page. */
        PAGE
    }

    /** Where originals may appear. */
    public enum Restore {
        /** In the page itself. */
        PAGE,
        /** Only in the extension and on the person's own page. */
        EXTENSION,
        /** Nowhere. */
        NONE
    }

    /**
     * A request is signed when this header begins so: {@code authorization}, {@code AWS4-HMAC-SHA256} (AWS Signature Version 4, which
     * covers a hash of the body; calls with a bearer key are not signed).
     */
    public record SignedWhen(String header, String prefix) {

        public SignedWhen {
            require(given(header) && given(prefix), "signed_when needs header and prefix");
        }

        boolean holds(Iterable<Map.Entry<String, String>> headers) {
            for (Map.Entry<String, String> sent : headers) {
                if (sent.getKey().equalsIgnoreCase(header) && sent.getValue().startsWith(prefix)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** What a host is for. */
    public enum Role {
        CHAT,
        API,
        UPLOAD,
        WEBSOCKET,
        STATIC,
        /** Where people sign in: opened only to say which organisations' accounts may be used; bodies are not read. */
        LOGIN,
        TELEMETRY,
        THIRD_PARTY
    }

    /**
     * @param pattern exact name, {@code *.suffix} for every name below the suffix, or with {@code *} for a part of a label
     * @param operator who runs this host, when it is not the site's operator
     * @param jurisdiction of that operator
     * @param note what a reader should know, such as {@code owner inferred}
     * @param source where the fact comes from
     */
    public record Host(
            String pattern,
            Role role,
            @Nullable String operator,
            @Nullable String jurisdiction,
            @Nullable String note,
            @Nullable String source) {

        public Host {
            require(
                    given(pattern) && pattern.matches(HostMap.PATTERN),
                    "host '" + pattern
                            + "' is not a pattern; write chat.example.com, *.example.com or *-eu.example.com");
            require(role != null, "host '" + pattern + "' needs a role");
            require(
                    (operator == null) == (jurisdiction == null),
                    "host '" + pattern + "' needs operator and jurisdiction together, or neither");
            require(
                    jurisdiction == null || Checks.country(jurisdiction),
                    "jurisdiction of host '" + pattern + "' is a country code of two capitals");
        }
    }

    /** What a request is for. */
    public enum Kind {
        PROMPT,
        DRAFT,
        UPLOAD,
        TITLE,
        FEEDBACK,
        PROFILE,
        HISTORY,
        TELEMETRY;

        /** The word used in policies and the journal. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param methods HTTP methods; {@code WS-SEND} for messages the client sends over a WebSocket opened at this path, each of which is a
     *     body; {@code WS-RECV} for those the server sends, whose formats {@code answers} names
     * @param path RE2 expression for the whole path, without the query; a group named {@code conversation} is the conversation's id
     * @param text where the text is, in lens notation; none means every string
     * @param audio where Base64 of sound without a header is, as it comes while somebody speaks, in lens notation; what is text there is
     *     read as text
     * @param everything whether every string is inspected although {@code text} says where the text is, as long as that finds any
     * @param conversation JSON pointer to the conversation's id, when it is in the body, or lens notation when that is not JSON
     * @param stream {@code always}, or a JSON pointer to the flag in the body that asks for a stream; left out, there is none
     * @param signed whether the page signs the body; left out, as the site says
     * @param signedQuery whether the query carries a signature and must stay as it is
     * @param piece whether the body is a piece of a file that is sent in several, which nobody can inspect
     * @param strip JSON pointers to members that are taken out before anything is sent
     * @param reply harmless answer given instead of sending anything
     * @param answers ids of the formats its answer may have
     */
    public record Request(
            String name,
            List<String> methods,
            String path,
            Kind kind,
            List<String> text,
            List<String> audio,
            Boolean everything,
            @Nullable String conversation,
            @Nullable String stream,
            @Nullable Boolean signed,
            Boolean signedQuery,
            Boolean piece,
            List<String> strip,
            @Nullable Template reply,
            List<String> answers) {

        public Request {
            methods = listOf(methods);
            text = listOf(text);
            audio = listOf(audio);
            strip = listOf(strip);
            everything = Boolean.TRUE.equals(everything);
            signedQuery = Boolean.TRUE.equals(signedQuery);
            piece = Boolean.TRUE.equals(piece);
            answers = listOf(answers);
            require(given(name), "every request needs a name");
            require(!methods.isEmpty(), "request '" + name + "' needs methods");
            require(given(path), "request '" + name + "' needs a path");
            require(kind != null, "request '" + name + "' needs a kind");
            if (!"always".equals(stream)) {
                Checks.pointer(stream, "stream of request '" + name + "'");
            }
            for (String pointer : strip) {
                Checks.pointer(pointer, "strip of request '" + name + "'");
            }
        }
    }

    /**
     * An answer made here instead of the site.
     *
     * @param body with <code>{{message}}</code> and <code>{{id}}</code>, which stand inside JSON strings, <code>{{message2}}</code> inside a
     *     JSON string in a JSON string, and <code>{{count}}</code>, the number of UTF-16 units up to the next one or the end; for a Connect
     *     stream ({@code application/connect+…}) one message per line, the last of which says how the stream ended
     */
    public record Template(Integer status, String contentType, String body) {

        public Template {
            require(status != null && status >= 100 && status <= 599, "status is an HTTP status, 100 to 599");
            require(given(contentType), "an answer needs a content_type");
            body = body == null ? "" : body;
        }

        boolean enveloped() {
            return contentType.startsWith("application/connect+");
        }
    }

    /**
     * How a block is shown.
     *
     * @param stream for prompts whose answer streams; left out, {@code plain} serves them too
     * @param messages for prompts sent over a WebSocket: the messages the page gets instead of an answer, with
     *     <code>{{message}}</code> and <code>{{id}}</code>, wrapped as the format of the site's WebSocket answers says
     * @param plain for everything else
     */
    public record Block(@Nullable Template stream, List<String> messages, Template plain) {

        public Block {
            messages = listOf(messages);
            require(plain != null, "block needs plain: the answer for requests that do not stream");
        }
    }

    /** CSS selectors the extension works with: where a prompt is typed, and what sends it. */
    public record Extension(List<String> composer, List<String> sendButton) {

        public Extension {
            composer = listOf(composer);
            sendButton = listOf(sendButton);
        }
    }
}
