package io.cloakroom.rules.wire.golden;

import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;

/** The golden samples of all shipped descriptors. */
public final class Shipped {

    private static final SiteCatalogue CATALOGUE = SiteCatalogue.shipped();

    private Shipped() {}

    public static Stream<Goldens> goldens() {
        return CATALOGUE.sites().stream().filter(Site::described).map(Goldens::shipped);
    }

    /** What their files say. */
    public static Stream<GoldenFile> files() {
        return CATALOGUE.sites().stream().filter(Site::described).map(site -> file(site.id()));
    }

    private static GoldenFile file(String id) {
        String path = "/sites/" + id + ".golden.json";
        try (InputStream in = Objects.requireNonNull(Goldens.class.getResourceAsStream(path))) {
            return GoldenFile.read(path, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException | InvalidYamlException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Stream<GoldenRequest> requests() {
        return goldens().flatMap(goldens -> goldens.requests().stream());
    }

    public static Stream<GoldenResponse> responses() {
        return goldens().flatMap(goldens -> goldens.responses().stream());
    }
}
