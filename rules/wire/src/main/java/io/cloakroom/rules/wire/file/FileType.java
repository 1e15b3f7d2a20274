package io.cloakroom.rules.wire.file;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.tika.detect.Detector;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;

/** What a file is: its first bytes decide where they can; what it is declared or called decides among kinds of text. */
enum FileType {
    TEXT,
    CSV,
    TSV,
    JSON,
    HTML,
    XML,
    MAIL,
    ZIP,
    PDF,
    IMAGE,
    AUDIO,
    /** The compound files of old office programs, and of encrypted documents of new ones. */
    OLE,
    RTF,
    /** Many mails in one file. */
    MBOX,
    UNKNOWN;

    private static final Detector MAGIC = MimeTypes.getDefaultMimeTypes();

    private static final Map<String, FileType> BY_TYPE = Map.ofEntries(
            Map.entry("text/csv", CSV),
            Map.entry("text/tab-separated-values", TSV),
            Map.entry("text/html", HTML),
            Map.entry("application/xhtml+xml", HTML),
            Map.entry("text/xml", XML),
            Map.entry("application/xml", XML),
            Map.entry("image/svg+xml", XML),
            Map.entry("message/rfc822", MAIL),
            Map.entry("application/mbox", MBOX),
            Map.entry("application/rtf", RTF),
            Map.entry("text/rtf", RTF),
            Map.entry("application/json", JSON),
            Map.entry("application/x-ipynb+json", JSON),
            Map.entry("application/vnd.ms-excel", CSV));

    private static final Map<String, FileType> BY_NAME = Map.ofEntries(
            Map.entry("csv", CSV),
            Map.entry("tsv", TSV),
            Map.entry("tab", TSV),
            Map.entry("htm", HTML),
            Map.entry("html", HTML),
            Map.entry("xhtml", HTML),
            Map.entry("xml", XML),
            Map.entry("svg", XML),
            Map.entry("xsd", XML),
            Map.entry("eml", MAIL),
            Map.entry("mht", MAIL),
            Map.entry("mbox", MBOX),
            Map.entry("rtf", RTF),
            Map.entry("json", JSON),
            Map.entry("jsonl", JSON),
            Map.entry("ndjson", JSON),
            Map.entry("ipynb", JSON),
            Map.entry("geojson", JSON));

    /** Beginnings of what is told by its bytes alone. */
    private static final Map<String, FileType> STARTS =
            Map.of("PK\u0003\u0004", ZIP, "PK\u0005\u0006", ZIP, "%PDF-", PDF, "\u00d0\u00cf\u0011\u00e0", OLE);

    private static final List<String> TEXT_TYPES =
            List.of("text/", "application/javascript", "application/x-sh", "application/sql");

    private static final Set<String> TEXT_NAMES = Set.of(
            "txt",
            "text",
            "md",
            "markdown",
            "rst",
            "log",
            "tex",
            "srt",
            "vtt",
            "yaml",
            "yml",
            "toml",
            "ini",
            "cfg",
            "conf",
            "properties",
            "env",
            "java",
            "kt",
            "scala",
            "groovy",
            "py",
            "rb",
            "php",
            "pl",
            "lua",
            "r",
            "jl",
            "js",
            "mjs",
            "jsx",
            "ts",
            "tsx",
            "css",
            "scss",
            "c",
            "h",
            "cc",
            "cpp",
            "hpp",
            "cs",
            "go",
            "rs",
            "swift",
            "m",
            "sql",
            "sh",
            "bash",
            "ps1",
            "bat",
            "vue",
            "dart",
            "ics",
            "vcf");

    private static final Set<String> OTHER_NAMES = Set.of(
            "zip", "docx", "docm", "dotx", "xlsx", "xlsm", "xltx", "pptx", "pptm", "potx", "odt", "ods", "odp", "odg",
            "doc", "xls", "ppt", "msg", "pdf", "png", "jpg", "jpeg", "gif", "webp", "bmp", "tif", "tiff", "heic",
            "avif", "ico", "emf", "wmf", "wdp", "mp3", "wav", "m4a", "flac", "ogg", "opus", "mp4", "mov", "webm", "avi",
            "mkv", "ttf", "otf", "odttf", "fntdata", "rels", "vml", "rdf", "bin", "gz", "tar", "tgz");

    /** A reader of PDF looks this far for its beginning. */
    private static final int PDF_WITHIN = 1024;

    private static final String PDF_MARK = "PDF-";

    private static final int MAGIC_BYTES = 65_536;

    /** Whether its bytes are characters, all of which are read. */
    boolean isText() {
        return this == TEXT || this == CSV || this == TSV || this == HTML || this == XML;
    }

    /** The type, from whatever tells it first. A mail is one whatever plain text it is called; marks in a text that is called one are its own. */
    static FileType of(byte[] bytes, String declared, String name) {
        FileType binary = binary(bytes);
        if (binary != UNKNOWN) {
            return binary;
        }
        FileType told = text(declared, name).orElse(UNKNOWN);
        if (told != TEXT && told != UNKNOWN) {
            return told;
        }
        FileType begins = beginning(bytes);
        return begins == UNKNOWN || (begins == HTML && told == TEXT) ? told : begins;
    }

    /** The type among those of text that tell themselves by how they begin, or {@code UNKNOWN}. */
    static FileType beginning(byte[] bytes) {
        byte first = bytes.length == 0 ? 0 : bytes[0];
        boolean may = first <= ' ' || first == '<' || first == '{' || Character.isLetter(first);
        return !may
                ? UNKNOWN
                : switch (magic(bytes).toString()) {
                    case "message/rfc822" -> MAIL;
                    case "text/html", "application/xhtml+xml" -> HTML;
                    case "application/rtf" -> RTF;
                    case "application/mbox" -> MBOX;
                    default -> UNKNOWN;
                };
    }

    /** The type among those that are no text, or {@code UNKNOWN}. */
    static FileType binary(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(bytes.length, PDF_WITHIN), StandardCharsets.ISO_8859_1);
        for (Map.Entry<String, FileType> known : STARTS.entrySet()) {
            if (start.startsWith(known.getKey())) {
                return known.getValue();
            }
        }
        // A text can begin as a picture does: "P1 is down", "ID3 tags of ...". To tell it by itself costs less than to
        // look for every format.
        boolean text = Characters.written(bytes);
        if (text && !start.contains(PDF_MARK)) {
            return UNKNOWN;
        }
        MediaType type = magic(bytes);
        if (type.getSubtype().equals("pdf")) {
            return PDF;
        }
        FileType media = switch (type.getType()) {
            case "image" -> type.getSubtype().equals("svg+xml") ? UNKNOWN : IMAGE;
            case "audio", "video" -> AUDIO;
            default -> UNKNOWN;
        };
        return text ? UNKNOWN : media;
    }

    private static MediaType magic(byte[] bytes) {
        try (TikaInputStream in = TikaInputStream.get(
                bytes.length <= MAGIC_BYTES ? bytes : java.util.Arrays.copyOf(bytes, MAGIC_BYTES))) {
            return MAGIC.detect(in, new Metadata());
        } catch (java.io.IOException e) {
            return MediaType.OCTET_STREAM;
        }
    }

    /** The type of text a file is declared or called to be; empty when nothing says that it is text at all. */
    static Optional<FileType> text(String declared, String name) {
        String extension = extension(name);
        FileType byName = BY_NAME.get(extension);
        if (byName != null) {
            return Optional.of(byName);
        }
        String type = declared.toLowerCase(Locale.ROOT);
        FileType byType = BY_TYPE.get(type);
        if (byType != null) {
            return Optional.of(byType);
        }
        if (type.endsWith("+xml")) {
            return Optional.of(XML);
        }
        boolean text = TEXT_TYPES.stream().anyMatch(type::startsWith) || TEXT_NAMES.contains(extension);
        return text ? Optional.of(TEXT) : Optional.empty();
    }

    static boolean markup(String type) {
        FileType known = text(type, "").orElse(UNKNOWN);
        return (known.isText() && known != TEXT) || known == MAIL || known == RTF || known == MBOX;
    }

    static String type(String declared, String name) {
        return switch (text("", name).orElse(UNKNOWN)) {
            case CSV -> "text/csv";
            case TSV -> "text/tab-separated-values";
            case HTML -> "text/html";
            case XML -> "text/xml";
            case MAIL -> "message/rfc822";
            case TEXT -> declared.isEmpty() || declared.equals("application/octet-stream") ? "text/plain" : declared;
            default -> declared;
        };
    }

    /** What a name says of the kind of file; {@code ""} when that is none known here: {@code com} of an address, {@code Schmidt}. */
    static String extension(String name) {
        int dot = name.lastIndexOf('.');
        String last = dot < name.lastIndexOf('/') ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
        boolean known =
                dot >= 0 && (BY_NAME.containsKey(last) || TEXT_NAMES.contains(last) || OTHER_NAMES.contains(last));
        return known ? last : "";
    }
}
