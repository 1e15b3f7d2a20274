package io.cloakroom.proxy.engine.gate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.html.HtmlEscapers;
import io.cloakroom.proxy.engine.FlowHandler.Answer;
import io.cloakroom.proxy.engine.guard.Refusal;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A refusal as an answer: a page for people who go somewhere, JSON for programs and for what a page asks by itself. */
public final class RefusalPage {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String TEMPLATE = template();

    private RefusalPage() {}

    /**
     * Whether a person goes there and will read what comes back: the browser says that it navigates (Fetch Metadata), or, where it does not
     * say what it does, that it takes a page.
     *
     * @param asked headers of the request
     */
    public static boolean isReadBy(HttpHeaders asked) {
        String mode = asked.get("Sec-Fetch-Mode", "");
        return mode.isEmpty()
                ? asked.get(HttpHeaderNames.ACCEPT, "").toLowerCase(Locale.ROOT).contains("text/html")
                : mode.equals("navigate");
    }

    /**
     * The page for a request that was decided, and not sent.
     *
     * @param title what happened, a few words
     * @param reason why
     * @param advice what the person can do
     */
    public static Answer of(int status, String title, String reason, String advice) {
        HttpHeaders headers = headers("text/html; charset=utf-8");
        return new Answer(status, headers, page(status, title, reason, advice).getBytes(StandardCharsets.UTF_8));
    }

    /** @param asked headers of the request; decide between page and JSON. Whoever says nothing, as a CONNECT does, gets the page */
    static FullHttpResponse of(Refusal refusal, HttpHeaders asked) {
        boolean read = isReadBy(asked) || !(asked.contains("Sec-Fetch-Mode") || asked.contains(HttpHeaderNames.ACCEPT));
        String text =
                read ? page(refusal.status(), refusal.title(), refusal.reason(), refusal.advice()) : json(refusal);
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(refusal.status()), Unpooled.wrappedBuffer(body));
        HttpHeaders headers = response.headers();
        headers.set(headers(read ? "text/html; charset=utf-8" : "application/json; charset=utf-8"));
        headers.set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        refusal.headers().forEach(headers::set);
        if (refusal.close()) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        return response;
    }

    private static HttpHeaders headers(String contentType) {
        return new DefaultHttpHeaders()
                .set(HttpHeaderNames.CONTENT_TYPE, contentType)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set("X-Content-Type-Options", "nosniff")
                .set(HttpHeaderNames.CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'");
    }

    private static String page(int status, String title, String reason, String advice) {
        return TEMPLATE.replace("{{title}}", escaped(title))
                .replace("{{reason}}", escaped(reason))
                .replace("{{advice}}", escaped(advice))
                .replace("{{status}}", String.valueOf(status));
    }

    private static String escaped(String text) {
        // Braces too, so that a value can never be taken for a field of the template.
        return HtmlEscapers.htmlEscaper().escape(text).replace("{", "&#123;");
    }

    private static String json(Refusal refusal) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeObjectFieldStart("error");
            json.writeStringField("type", "cloakroom");
            json.writeNumberField("code", refusal.status());
            json.writeStringField("message", refusal.title() + ". " + refusal.reason());
            json.writeStringField("advice", refusal.advice());
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return text.toString();
    }

    private static String template() {
        try (InputStream in = RefusalPage.class.getResourceAsStream("refusal.html")) {
            if (in == null) {
                throw new IllegalStateException("refusal.html is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("refusal.html cannot be read", e);
        }
    }
}
