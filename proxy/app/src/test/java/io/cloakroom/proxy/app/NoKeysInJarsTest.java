package io.cloakroom.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every installation makes its own keys; none comes with the program. */
class NoKeysInJarsTest {

    private static final Pattern KEY_FILE = Pattern.compile(".*\\.(p12|pfx|jks|jceks|bks|key|pkcs8|pk8)");
    private static final Pattern KEY_TEXT = Pattern.compile(
            "-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----\\s*(?:[A-Za-z-]+: [^\\n]*\\s+)*[A-Za-z0-9+/=\\s]{100,}-----END");

    @DisplayName("trust 9: no key is in any jar of the program")
    @Test
    void noKeyIsInAnyJar() throws IOException {
        List<String> keys = new ArrayList<>();
        List<Path> entries = Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .map(Path::of)
                .filter(path -> !path.endsWith("test-classes") && Files.exists(path))
                .toList();
        for (Path entry : entries) {
            if (Files.isDirectory(entry)) {
                directory(entry, keys);
            } else {
                jar(entry, keys);
            }
        }

        assertThat(entries).anySatisfy(path -> assertThat(path.toString()).contains("littleproxy"));
        assertThat(keys).isEmpty();
    }

    private static void directory(Path directory, List<String> keys) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                try (InputStream in = Files.newInputStream(file)) {
                    look(file.toString(), in, keys);
                }
            }
        }
    }

    private static void jar(Path jar, List<String> keys) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            Enumeration<? extends ZipEntry> all = zip.entries();
            while (all.hasMoreElements()) {
                ZipEntry entry = all.nextElement();
                try (InputStream in = zip.getInputStream(entry)) {
                    look(jar + "!" + entry.getName(), in, keys);
                }
            }
        }
    }

    private static void look(String name, InputStream in, List<String> keys) throws IOException {
        if (KEY_FILE.matcher(name).matches()) {
            keys.add(name);
        } else if (!name.endsWith(".class") && !name.endsWith(".so") && !name.endsWith(".bin")) {
            String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            if (text.contains("PRIVATE KEY") && KEY_TEXT.matcher(text).find()) {
                keys.add(name);
            }
        }
    }
}
