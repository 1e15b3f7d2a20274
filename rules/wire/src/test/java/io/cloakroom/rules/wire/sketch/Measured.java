package io.cloakroom.rules.wire.sketch;

import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.engine.restore.KnownPlaceholders;
import io.cloakroom.rules.wire.AnswerRestorer;
import io.cloakroom.rules.wire.Lens;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.Located;
import io.cloakroom.rules.wire.MessageRestorer;
import io.cloakroom.rules.wire.Payload;
import io.cloakroom.rules.wire.TextSegment;
import io.cloakroom.rules.wire.answer.Answers;
import io.cloakroom.rules.wire.answer.Pages;
import io.cloakroom.rules.wire.binary.Identifier;
import io.cloakroom.rules.wire.golden.Failure;
import io.cloakroom.rules.wire.golden.GoldenFile;
import io.cloakroom.rules.wire.golden.GoldenRequest;
import io.cloakroom.rules.wire.golden.GoldenResponse;
import io.cloakroom.rules.wire.golden.Goldens;
import io.cloakroom.rules.wire.lens.GenericLens;
import io.cloakroom.rules.wire.lens.Lenses;
import io.cloakroom.rules.wire.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a proposed descriptor does to golden samples that were not made for it: text located, nothing of the labelled values leaves, answers
 * restored, identifiers untouched. Left out is what no recording can tell: how a notation is spelt, which id is the conversation's.
 *
 * @param requests what is lost of requests, sample by sample, and {@code responses} of answers; empty when nothing is
 */
record Measured(List<String> requests, List<String> responses) {

    private static final Lens EVERYTHING = new GenericLens(Set.of());

    /** Samples to hosts that were never recorded are not its business. */
    static Measured of(SiteSketch sketch, GoldenFile file) {
        Goldens goldens = Goldens.of(Site.of(sketch.descriptor()), file);
        Measured measured = new Measured(new ArrayList<>(), new ArrayList<>());
        Set<String> strangers =
                goldens.strangers().stream().map(Failure::sample).collect(Collectors.toSet());
        goldens.requests().stream()
                .filter(request -> !strangers.contains(request.toString()))
                .forEach(measured::request);
        goldens.responses().stream()
                .filter(response -> !strangers.contains(response.toString()))
                .forEach(measured::response);
        sketch.requests().forEach(measured::identifiers);
        return measured;
    }

    boolean nothingLost() {
        return requests.isEmpty() && responses.isEmpty();
    }

    /** As the inspector looks: where the descriptor says, and everywhere when nothing is there. */
    private static Located locate(GoldenRequest request, Payload payload) throws LensException {
        try {
            Located described = request.lens().locate(payload);
            if (!described.segments().isEmpty()) {
                return described;
            }
        } catch (LensException e) {
            // Not of the shape that was recorded.
        }
        return asFarAsReadable(request.site().genericLens(), payload);
    }

    private static Located asFarAsReadable(Lens lens, Payload payload) throws LensException {
        try {
            return lens.locate(payload);
        } catch (LensException e) {
            return e.readable().orElseThrow(() -> e);
        }
    }

    private void request(GoldenRequest request) {
        try {
            Located located = locate(request, request.payload());
            Payload redacted = request.redacted(located);
            List<TextSegment> left = asFarAsReadable(EVERYTHING, redacted).segments();
            for (String text : request.texts()) {
                if (located.segments().stream()
                        .noneMatch(segment -> segment.text().contains(text))) {
                    requests.add(request + ": '" + text + "' is not located");
                } else if (left.stream().anyMatch(segment -> segment.text().contains(text))) {
                    requests.add(request + ": '" + text + "' leaves");
                }
            }
        } catch (LensException e) {
            requests.add(request + ": " + e.getMessage());
        }
    }

    private void response(GoldenResponse response) {
        try {
            String read = Pages.read(response, restored(response));
            if (!read.equals(response.restored())) {
                responses.add(response + ": a person reads '" + read + "'");
            }
        } catch (AssertionError e) {
            responses.add(response + ": a page cannot read it: " + e.getMessage());
        }
    }

    private static List<byte[]> restored(GoldenResponse response) {
        List<byte[]> restored = new ArrayList<>();
        if (response.messages()) {
            MessageRestorer restorer = Answers.messages(
                    response.site(), response.rule(), KnownPlaceholders.of(Vault.Originals.of(response.originals())));
            response.chunks().forEach(message -> restored.addAll(restorer.push(message)));
            restored.addAll(restorer.finish());
            return restored;
        }
        AnswerRestorer restorer = response.restorer(response.originals());
        if (restorer == null) {
            return response.chunks();
        }
        response.chunks().forEach(chunk -> restored.add(restorer.push(chunk)));
        restored.add(restorer.finish());
        return restored;
    }

    /** What is described as text is no identifier. */
    private void identifiers(RequestSketch request) {
        List<String> notations = request.request().text().stream()
                .filter(notation -> !notation.endsWith("/**"))
                .toList();
        for (Traffic.Exchange exchange : notations.isEmpty() ? List.<Traffic.Exchange>of() : request.exchanges()) {
            try {
                asFarAsReadable(Lenses.all(notations), RequestSketch.payload(exchange)).segments().stream()
                        .filter(segment -> Identifier.is(segment.text()))
                        .forEach(segment -> requests.add(
                                exchange.name() + ": an identifier is taken for text at " + segment.path()));
            } catch (LensException e) {
                requests.add(exchange.name() + ": " + e.getMessage());
            }
        }
    }
}
