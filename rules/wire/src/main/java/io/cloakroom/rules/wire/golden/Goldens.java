package io.cloakroom.rules.wire.golden;

import io.cloakroom.rules.engine.Content;
import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import io.cloakroom.rules.wire.Payload;
import io.cloakroom.rules.wire.site.Site;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A site and its golden samples. Immutable.
 *
 * @param strangers failures of samples of which no host of the site is asked
 */
public record Goldens(
        Site site, List<GoldenRequest> requests, List<GoldenResponse> responses, List<Failure> strangers) {

    /**
     * @param source name of the file of samples, for messages
     * @throws InvalidYamlException when it is no such file, or of another site; the message says what to write instead
     */
    public static Goldens of(Site site, String source, String json) throws InvalidYamlException {
        GoldenFile file = GoldenFile.read(source, json);
        if (!file.service().equals(site.id())) {
            throw new InvalidYamlException(
                    source,
                    1,
                    "samples of '" + file.service() + "' beside the descriptor of '" + site.id() + "'",
                    "write the id of the descriptor as service");
        }
        try {
            return of(site, file);
        } catch (IllegalArgumentException e) {
            throw new InvalidYamlException(source, 1, String.valueOf(e.getMessage()), "mend the sample");
        }
    }

    /** @throws IllegalArgumentException when an address or an encoding in a sample makes no sense; the message names the sample */
    public static Goldens of(Site site, GoldenFile file) {
        List<Failure> strangers = new ArrayList<>();
        List<GoldenRequest> requests = new ArrayList<>();
        for (GoldenFile.Request sample : file.requests()) {
            URI url = url(sample.name(), sample.url());
            known(site, sample.name(), url, strangers);
            requests.add(new GoldenRequest(
                    sample.name(),
                    site,
                    site.rule(url.getHost(), sample.method(), target(url)),
                    new Payload(
                            target(url),
                            sample.headers().getOrDefault("content-type", ""),
                            bytes(sample.name(), sample.body(), sample.bodyEncoding())),
                    sample.textLocations(),
                    sample.expectText()));
        }
        List<GoldenResponse> responses = new ArrayList<>();
        for (GoldenFile.Response sample : file.responses()) {
            URI url = url(sample.name(), sample.url());
            known(site, sample.name(), url, strangers);
            responses.add(new GoldenResponse(
                    site,
                    site.rule(url.getHost(), sample.method(), target(url)),
                    sample,
                    sample.chunks().stream()
                            .map(chunk -> bytes(sample.name(), chunk, sample.chunkEncoding()))
                            .toList(),
                    file.originals()));
        }
        return new Goldens(site, List.copyOf(requests), List.copyOf(responses), List.copyOf(strangers));
    }

    /** The samples that come with Cloakroom; none for a site that comes without. */
    public static Goldens shipped(Site site) {
        try {
            return of(site, Content.SHIPPED);
        } catch (InvalidYamlException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The samples of a content; none for a site that comes without.
     *
     * @throws InvalidYamlException when its file is none of samples of this site; the message says what to write instead
     */
    public static Goldens of(Site site, Content content) throws InvalidYamlException {
        String path = "sites/" + site.id() + ".golden.json";
        return content.has(path)
                ? of(site, path, content.text(path))
                : new Goldens(site, List.of(), List.of(), List.of());
    }

    /** The same samples, saying what the descriptor makes of them: where text is, and what a person reads. What must be found stays. */
    public static GoldenFile updated(Site site, GoldenFile file) {
        Goldens goldens = of(site, file);
        List<GoldenFile.Request> requests = new ArrayList<>();
        for (int i = 0; i < file.requests().size(); i++) {
            requests.add(file.requests().get(i).located(goldens.requests.get(i).found()));
        }
        List<GoldenFile.Response> responses = new ArrayList<>();
        for (int i = 0; i < file.responses().size(); i++) {
            responses.add(
                    file.responses().get(i).reading(goldens.responses.get(i).visible()));
        }
        return new GoldenFile(file.service(), file.originals(), requests, responses);
    }

    /** Number of samples. */
    public int size() {
        return requests.size() + responses.size();
    }

    /** Runs all samples. Empty when the descriptor makes of each what it says. */
    public List<Failure> failures() {
        List<Failure> failures = new ArrayList<>(strangers);
        requests.forEach(request -> failures.addAll(request.failures()));
        responses.forEach(response -> failures.addAll(response.failures()));
        return List.copyOf(failures);
    }

    private static void known(Site site, String name, URI url, List<Failure> strangers) {
        if (site.host(url.getHost()) == null) {
            strangers.add(new Failure(
                    site.id() + ": " + name, "a request to one of the descriptor's hosts", "one to " + url.getHost()));
        }
    }

    private static URI url(String name, String url) {
        URI parsed = URI.create(url);
        if (parsed.getHost() == null) {
            throw new IllegalArgumentException(
                    "sample '" + name + "' has no host in its url; write https://chat.example.com/path");
        }
        return parsed;
    }

    private static String target(URI url) {
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return path + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
    }

    private static byte[] bytes(String name, String text, @Nullable String encoding) {
        if (encoding == null) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        if (!encoding.equals("base64")) {
            throw new IllegalArgumentException(
                    "sample '" + name + "' is encoded as '" + encoding + "'; write base64, or nothing for text");
        }
        return Base64.getDecoder().decode(text);
    }

    @Override
    public String toString() {
        return site.id();
    }
}
