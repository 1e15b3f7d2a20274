package io.cloakroom.rules.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The files that say what is recognized and which services are known: rule packs below {@code packs/}, site descriptors and their goldens
 * below {@code sites/}, and {@code catalogue/services.yaml}. They came with the program, or in a signed bundle.
 */
public interface Content {

    /** What came with the program. */
    Content SHIPPED = new Content() {
        @Override
        public byte[] file(String path) {
            try (InputStream in = Content.class.getResourceAsStream("/" + path)) {
                if (in == null) {
                    throw new IllegalStateException(path + " is missing from the program; install it again");
                }
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean has(String path) {
            return Content.class.getResource("/" + path) != null;
        }

        @Override
        public String name() {
            return "the content that came with the program";
        }
    };

    /** @throws IllegalStateException when there is no such file; the message says what to do */
    byte[] file(String path);

    boolean has(String path);

    /** What people call it, for messages. */
    String name();

    /** @throws IllegalStateException when there is no such file; the message says what to do */
    default String text(String path) {
        return new String(file(path), StandardCharsets.UTF_8);
    }
}
