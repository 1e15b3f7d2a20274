package io.cloakroom.rules.wire.golden;

import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import java.util.stream.Stream;

/** The golden samples of all shipped descriptors. */
public final class Shipped {

    private static final SiteCatalogue CATALOGUE = SiteCatalogue.shipped();

    private Shipped() {}

    public static Stream<Goldens> goldens() {
        return CATALOGUE.sites().stream().filter(Site::described).map(Goldens::shipped);
    }

    public static Stream<GoldenRequest> requests() {
        return goldens().flatMap(goldens -> goldens.requests().stream());
    }

    public static Stream<GoldenResponse> responses() {
        return goldens().flatMap(goldens -> goldens.responses().stream());
    }
}
