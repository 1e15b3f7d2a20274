package io.cloakroom.proxy.app;

import io.cloakroom.rules.store.ContentKeys;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Whose content bundles may be used.
 *
 * @param trust files of public keys, relative to the configuration file
 * @param atLeast the oldest version that may be used; 0 when what came with the program may
 */
public record ContentSettings(List<String> trust, Integer atLeast) {

    public ContentSettings {
        if (trust != null && trust.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("content.trust: an entry of the list is empty");
        }
        trust = trust == null ? List.of() : List.copyOf(trust);
        atLeast = atLeast == null ? 0 : atLeast;
        if (atLeast < 0) {
            throw new IllegalArgumentException("content.at_least is the version of a bundle, or 0");
        }
    }

    static ContentSettings standard() {
        return new ContentSettings(List.of(), 0);
    }

    /** @param base what the files are relative to */
    ContentKeys keys(Path base) {
        return ContentKeys.read(trust.stream().map(base::resolve).toList());
    }
}
