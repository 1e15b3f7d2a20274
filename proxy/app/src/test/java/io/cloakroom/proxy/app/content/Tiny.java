package io.cloakroom.proxy.app.content;

import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import io.cloakroom.rules.engine.recognize.PackBundle;
import io.cloakroom.rules.store.ContentBundle;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Content with little in it: one described service, one other, one pack. */
public final class Tiny {

    private static final String DESCRIPTOR = """
            id: example
            name: Example
            operator: Example Operator
            jurisdiction: US
            trust: low
            hosts:
              - {pattern: chat.example.com, role: chat}
              - {pattern: metrics.example.net, role: third_party, operator: Other, jurisdiction: CN}
            requests:
              - {name: send, methods: [POST], path: /send, kind: prompt, text: ["json:/prompt", "json:/title"], strip: [/draft]}
              - {name: rename, methods: [POST], path: /rename, kind: title, text: ["json:/title"]}
            own_fields: [id]
            block: {plain: {status: 403, content_type: application/json, body: '{}'}}
            """;

    private static final String GOLDEN = """
            {"service": "example",
             "requests": [
              {"name": "send", "method": "POST", "url": "https://chat.example.com/send",
               "headers": {"content-type": "application/json"},
               "body": "{\\"prompt\\":\\"Write to Erika Beispiel\\",\\"title\\":\\"Letter\\"}",
               "text_locations": ["json:/prompt"], "expect_text": ["Erika Beispiel"]}]}
            """;

    private static final String SERVICES = """
            services:
              - {name: Other AI, operator: Other, jurisdiction: "US", category: chat, hosts: [ai.example.org], source: "https://ai.example.org"}
            """;

    private static final String PACK = """
            id: badge
            type: ID_NUMBER
            source: https://intranet.example/badges
            keywords: [badge]
            patterns:
              - {name: number, regex: 'B-[0-9]{4}', confidence: 0.7}
              - {name: old, regex: 'X[0-9]{4}', confidence: 0.7}
            examples:
              match:
                - {text: badge B-1230, value: B-1230}
              no_match:
                - {text: badge C-1231, why: another letter}
            """;

    private final Map<String, String> files = new TreeMap<>(Map.of(
            "sites/index.txt",
            "example\n",
            "sites/example.yaml",
            DESCRIPTOR,
            "sites/example.golden.json",
            GOLDEN,
            "catalogue/services.yaml",
            SERVICES,
            "packs/badge.yaml",
            PACK));

    /** The same with one text in a file replaced. */
    public Tiny with(String file, String text, String by) {
        String before = files.get(file);
        if (before == null || !before.contains(text)) {
            throw new IllegalArgumentException(file + " does not say " + text);
        }
        files.put(file, before.replace(text, by));
        return this;
    }

    /** The same with another file, or without one. */
    public Tiny file(String file, String text) {
        if (text.isEmpty()) {
            files.remove(file);
        } else {
            files.put(file, text);
        }
        return this;
    }

    /** The same with a file elsewhere. */
    public Tiny move(String file, String to) {
        files.put(to, String.valueOf(files.remove(file)));
        return this;
    }

    /** A bundle of it, whose packs are compiled as they are now. */
    public ContentBundle bundle(long version) throws InvalidYamlException {
        Map<String, String> packs = new TreeMap<>();
        Map<String, byte[]> all = new TreeMap<>();
        files.forEach((name, text) -> {
            all.put(name, text.getBytes(StandardCharsets.UTF_8));
            if (name.startsWith("packs/") && name.endsWith(".yaml")) {
                packs.put(name, text);
            }
        });
        if (!all.containsKey(PackBundle.PATH)) {
            all.put(PackBundle.PATH, PackBundle.of(packs));
        }
        return ContentBundle.of(new ContentBundle.About(version, "2026-11-28"), all);
    }
}
