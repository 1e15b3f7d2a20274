package io.cloakroom.benchmarks;

import io.cloakroom.rules.engine.Recipient;
import io.cloakroom.rules.wire.Payload;
import io.cloakroom.rules.wire.json.JsonStrings;
import io.cloakroom.rules.wire.site.RequestRule;
import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A prompt of 2 KB on its way to a chatbot, and what the shipped site descriptor says of such a request. */
public enum Request {
    /** One message; the page's server keeps the conversation. */
    CHATGPT("chatgpt.com", "/backend-api/f/conversation", """
            {"action":"next","messages":[{"id":"0f8c2d5e-6a41-4f0b-9d37-51c2a7e0b913","author":{"role":"user"},\
            "create_time":1790000000.123,"content":{"content_type":"text","parts":["%1$s"]},"metadata":{}}],\
            "conversation_id":"68a1b2c3-0000-4000-8000-00000000b0b0","parent_message_id":"a3c1f0de-1111-4222-8333-444455556666",\
            "model":"auto","timezone_offset_min":-60,"timezone":"Europe/Berlin","conversation_mode":{"kind":"primary_assistant"},\
            "enable_message_followups":true,"supports_buffering":true,"supported_encodings":["v1"]}"""),
    /** One message; the page's server keeps the conversation. */
    DEEPSEEK("chat.deepseek.com", "/api/v0/chat/completion", """
            {"chat_session_id":"5d0e7c1a-2222-4333-8444-555566667777","parent_message_id":4,"model_type":"default",\
            "prompt":"%1$s","ref_file_ids":[],"thinking_enabled":false,"search_enabled":false}"""),
    /** The program sends the conversation again with every prompt; the descriptor leaves the text to the generic lens. */
    OPENAI_API("api.openai.com", "/v1/chat/completions", """
            {"model":"gpt-4o","stream":true,"temperature":0.2,"messages":[\
            {"role":"system","content":"You answer briefly."},\
            {"role":"user","content":"%2$s"},{"role":"assistant","content":"%3$s"},\
            {"role":"user","content":"%2$s"},{"role":"assistant","content":"%3$s"},\
            {"role":"user","content":"%1$s"}]}""");

    private static final int PROMPT = 2_000;

    private final String host;
    private final String target;
    private final byte[] body;
    private final int lastWord;
    private final Site site;
    private final RequestRule rule;

    Request(String host, String target, String template) {
        this.host = host;
        this.target = target;
        String prompt = JsonStrings.encode(Texts.unseen(Texts.personal(PROMPT), 0));
        String earlier = JsonStrings.encode(Texts.personal(PROMPT));
        String answer = JsonStrings.encode(Texts.benign(PROMPT));
        String json = template.formatted(prompt, earlier, answer);
        this.body = json.getBytes(StandardCharsets.UTF_8);
        // The text is ASCII: characters and bytes have the same offsets.
        this.lastWord = json.lastIndexOf(Texts.word(0));
        this.site = Objects.requireNonNull(Shipped.SITES.site(host), host);
        this.rule = Objects.requireNonNull(site.request("POST", target), target);
    }

    /** The request with another last word in its prompt for every number; what was sent before stays as it is. */
    Payload payload(long number) {
        byte[] unseen = body.clone();
        byte[] word = Texts.word(number).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(word, 0, unseen, lastWord, word.length);
        return new Payload(target, "application/json", unseen);
    }

    Site site() {
        return site;
    }

    RequestRule rule() {
        return rule;
    }

    Recipient recipient() {
        return site.recipient(host, rule.kind());
    }

    private static final class Shipped {
        static final SiteCatalogue SITES = SiteCatalogue.shipped();
    }
}
