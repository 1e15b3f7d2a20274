package io.cloakroom.proxy.engine.gate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.html.HtmlEscapers;
import io.cloakroom.proxy.engine.guard.Refusal;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
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

/** A refusal as an answer: a page for people, JSON for programs. */
final class RefusalPage {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String TEMPLATE = template();

    private RefusalPage() {}

    /** @param asked headers of the request; decide between page and JSON */
    static FullHttpResponse of(Refusal refusal, HttpHeaders asked) {
        boolean json = wantsJson(asked);
        byte[] body = (json ? json(refusal) : page(refusal)).getBytes(StandardCharsets.UTF_8);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(refusal.status()), Unpooled.wrappedBuffer(body));
        HttpHeaders headers = response.headers();
        headers.set(
                HttpHeaderNames.CONTENT_TYPE, json ? "application/json; charset=utf-8" : "text/html; charset=utf-8");
        headers.set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        headers.set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set(HttpHeaderNames.CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'");
        refusal.headers().forEach(headers::set);
        if (refusal.close()) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        return response;
    }

    private static boolean wantsJson(HttpHeaders asked) {
        String accept = asked.get(HttpHeaderNames.ACCEPT, "").toLowerCase(Locale.ROOT);
        if (accept.contains("text/html")) {
            return false;
        }
        String sent = asked.get(HttpHeaderNames.CONTENT_TYPE, "").toLowerCase(Locale.ROOT);
        return accept.contains("json") || accept.contains("text/event-stream") || sent.contains("json");
    }

    private static String page(Refusal refusal) {
        return TEMPLATE.replace("{{title}}", escaped(refusal.title()))
                .replace("{{reason}}", escaped(refusal.reason()))
                .replace("{{advice}}", escaped(refusal.advice()))
                .replace("{{status}}", String.valueOf(refusal.status()));
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
