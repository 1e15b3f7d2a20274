package io.cloakroom.rules.wire.sketch;

import io.cloakroom.rules.wire.golden.GoldenFile;
import io.cloakroom.rules.wire.sketch.Traffic.Answer;
import io.cloakroom.rules.wire.sketch.Traffic.Exchange;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Golden samples as if they had been recorded: without what is said of them. */
final class Recorded {

    private Recorded() {}

    static Traffic of(GoldenFile file) {
        return of(file, 0, 1);
    }

    /** Every so many-th of the requests and of the answers, from one on; all of them where there are not enough. */
    static Traffic of(GoldenFile file, int first, int step) {
        List<Exchange> exchanges = new ArrayList<>();
        for (GoldenFile.Request sample : every(file.requests(), first, step)) {
            URI url = URI.create(sample.url());
            exchanges.add(new Exchange(
                    sample.name(),
                    sample.method(),
                    url.getHost(),
                    target(url),
                    sample.headers(),
                    bytes(sample.body(), sample.bodyEncoding()),
                    null));
        }
        for (GoldenFile.Response sample : every(file.responses(), first, step)) {
            URI url = URI.create(sample.url());
            List<byte[]> chunks = sample.chunks().stream()
                    .map(chunk -> bytes(chunk, sample.chunkEncoding()))
                    .toList();
            Answer answer = new Answer(200, sample.contentType(), chunks);
            exchanges.add(new Exchange(
                    sample.name(), sample.method(), url.getHost(), target(url), Map.of(), new byte[0], answer));
        }
        List<String> hosts = exchanges.stream().map(Exchange::host).distinct().toList();
        return new Traffic(exchanges, List.of(), hosts);
    }

    private static <T> List<T> every(List<T> samples, int first, int step) {
        return samples.size() < step
                ? samples
                : IntStream.range(0, samples.size())
                        .filter(i -> i % step == first)
                        .mapToObj(samples::get)
                        .toList();
    }

    private static String target(URI url) {
        return url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
    }

    private static byte[] bytes(String text, @Nullable String encoding) {
        return encoding == null
                ? text.getBytes(StandardCharsets.UTF_8)
                : Base64.getDecoder().decode(text);
    }
}
