package io.cloakroom.rules.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloakroom.rules.engine.Content;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Content in one signed file: a line that names the form, a line with the signature in Base64, and a zip archive. The signature covers the
 * first line and the archive, and nothing behind the second line is looked at before it is found right. Immutable.
 */
public final class ContentBundle implements Content {

    /** Bytes of a file that is read at all. */
    static final int LONGEST_BUNDLE = 32 << 20;

    static final int LONGEST_FILE = 16 << 20;
    static final int LONGEST_ALTOGETHER = 64 << 20;
    static final int MOST_FILES = 10_000;

    private static final String FORM = "cloakroom content ";
    private static final byte[] HEADING = (FORM + "1\n").getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_SIGNATURE = 4096;
    private static final String ABOUT = "about.json";
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Everything that may be in one; so no name can lead out of it. */
    private static final Pattern NAMES = Pattern.compile(
            "about\\.json|catalogue/services\\.yaml|sites/index\\.txt|sites/[a-z0-9-]+\\.(yaml|golden\\.json)"
                    + "|packs/packs\\.json|packs/([a-z0-9-]+/)*[a-z0-9-]+\\.yaml");

    private final About about;
    private final @Nullable Path signer;
    private final Map<String, byte[]> files;

    private ContentBundle(About about, @Nullable Path signer, Map<String, byte[]> files) {
        this.about = about;
        this.signer = signer;
        this.files = files;
    }

    /**
     * @param version rises with every bundle of a publisher, from 1
     * @param created day, {@code 2026-11-28}
     */
    public record About(long version, String created) {

        public About {
            if (version < 1) {
                throw new IllegalArgumentException("the version of a bundle is a number from 1, not " + version);
            }
            try {
                LocalDate.parse(created);
            } catch (DateTimeParseException | NullPointerException e) {
                throw new IllegalArgumentException("created is a day, such as 2026-11-28, not " + created, e);
            }
        }
    }

    private record Envelope(byte[] signature, byte[] archive) {

        byte[] signed() {
            byte[] signed = Arrays.copyOf(HEADING, HEADING.length + archive.length);
            System.arraycopy(archive, 0, signed, HEADING.length, archive.length);
            return signed;
        }

        byte[] bytes() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(HEADING);
            bytes.writeBytes(Base64.getEncoder().encode(signature));
            bytes.write('\n');
            bytes.writeBytes(archive);
            return bytes.toByteArray();
        }
    }

    /** A bundle that nobody signed yet. */
    public static ContentBundle of(About about, Map<String, byte[]> files) {
        return new ContentBundle(about, null, new TreeMap<>(files));
    }

    /**
     * The file of it, unsigned; the same of the same content.
     *
     * @throws BundleException when it would be refused: a name does not belong into a bundle, or it is too large
     */
    public byte[] unsigned() throws BundleException, IOException {
        Map<String, byte[]> all = new TreeMap<>(files);
        all.put(ABOUT, JSON.writeValueAsBytes(about));
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(archive)) {
            for (Map.Entry<String, byte[]> file : all.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(NO_TIME);
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        unpack(archive.toByteArray());
        return new Envelope(new byte[0], archive.toByteArray()).bytes();
    }

    /** The same bundle, signed by this key in place of whoever signed it before. */
    public static byte[] sign(byte[] bundle, Path privateKey) throws BundleException, IOException {
        Envelope envelope = envelope(bundle);
        return new Envelope(ContentKeys.sign(privateKey, envelope.signed()), envelope.archive()).bytes();
    }

    /** @throws BundleException when it is too large to be one */
    public static byte[] read(Path file) throws BundleException, IOException {
        if (Files.size(file) > LONGEST_BUNDLE) {
            throw new BundleException(
                    file + " is larger than " + LONGEST_BUNDLE + " bytes, so it is no content bundle");
        }
        return Files.readAllBytes(file);
    }

    /** @throws BundleException when none of these keys signed it, or it is not a bundle within limits */
    public static ContentBundle open(byte[] bundle, ContentKeys keys) throws BundleException {
        Envelope envelope = envelope(bundle);
        if (envelope.signature().length == 0) {
            throw new BundleException("nobody signed it");
        }
        Optional<Path> signer = keys.signer(envelope.signature(), envelope.signed());
        if (signer.isEmpty()) {
            throw new BundleException("no key under content.trust signed it, or it was changed since");
        }
        Map<String, byte[]> files = unpack(envelope.archive());
        return new ContentBundle(about(files.get(ABOUT)), signer.get(), files);
    }

    private static Envelope envelope(byte[] bundle) throws BundleException {
        String start = new String(bundle, 0, Math.min(bundle.length, HEADING.length), StandardCharsets.US_ASCII);
        if (!start.startsWith(FORM)) {
            throw new BundleException("it is no content bundle");
        }
        if (!Arrays.equals(bundle, 0, Math.min(bundle.length, HEADING.length), HEADING, 0, HEADING.length)) {
            throw new BundleException(
                    "it is of a form that this version of Cloakroom does not know; update Cloakroom first");
        }
        int end = HEADING.length;
        while (end < bundle.length && end < HEADING.length + LONGEST_SIGNATURE && bundle[end] != '\n') {
            end++;
        }
        if (end == bundle.length || bundle[end] != '\n') {
            throw new BundleException("its second line is no signature");
        }
        try {
            return new Envelope(
                    Base64.getDecoder().decode(Arrays.copyOfRange(bundle, HEADING.length, end)),
                    Arrays.copyOfRange(bundle, end + 1, bundle.length));
        } catch (IllegalArgumentException e) {
            throw new BundleException("its second line is no signature");
        }
    }

    private static Map<String, byte[]> unpack(byte[] archive) throws BundleException {
        Map<String, byte[]> files = new TreeMap<>();
        int left = LONGEST_ALTOGETHER;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                requireName(entry.getName());
                byte[] file = bounded(zip, Math.min(left, LONGEST_FILE), entry.getName());
                left -= file.length;
                if (files.put(entry.getName(), file) != null) {
                    throw new BundleException("it has " + entry.getName() + " twice");
                }
                if (files.size() > MOST_FILES) {
                    throw new BundleException("it has more than " + MOST_FILES + " files");
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new BundleException("its archive is broken (" + e.getMessage() + ")");
        }
        return files;
    }

    private static void requireName(String name) throws BundleException {
        if (!NAMES.matcher(name).matches()) {
            throw new BundleException(
                    "'" + name.replaceAll("\\p{Cntrl}", "?") + "' does not belong into a content bundle");
        }
    }

    private static byte[] bounded(InputStream in, int most, String name) throws IOException, BundleException {
        byte[] file = in.readNBytes(most + 1);
        if (file.length > most) {
            throw new BundleException("it is too large unpacked, at " + name);
        }
        return file;
    }

    private static About about(byte @Nullable [] json) throws BundleException {
        try {
            return JSON.readValue(json == null ? new byte[0] : json, About.class);
        } catch (JsonProcessingException e) {
            throw new BundleException("its " + ABOUT + " is none (" + e.getOriginalMessage() + ")");
        } catch (IOException e) {
            throw new BundleException("its " + ABOUT + " is none (" + e.getMessage() + ")");
        }
    }

    public About about() {
        return about;
    }

    /** File of the key that signed it; null when nobody did. */
    public @Nullable Path signer() {
        return signer;
    }

    /** Names of all files, sorted. */
    public Set<String> files() {
        return files.keySet();
    }

    @Override
    public boolean has(String path) {
        return files.containsKey(path);
    }

    @Override
    public byte[] file(String path) {
        byte[] file = files.get(path);
        if (file == null) {
            throw new IllegalStateException(path + " is missing from " + name());
        }
        return file;
    }

    @Override
    public String name() {
        return "content bundle " + about.version();
    }
}
