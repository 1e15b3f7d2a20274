package io.cloakroom.rules.wire.answer;

import io.cloakroom.rules.wire.file.FileFormats;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers that are offered as files (RFC 6266): what a chatbot wrote for somebody to keep. */
public final class Downloads {

    private static final Pattern NAME = Pattern.compile("(?i);\\s*filename\\*?\\s*=\\s*\"?([^\";]*)");

    /** Pages and scripts load and run things by themselves once they are opened: originals are not put into them. */
    private static final Set<String> RUN =
            Set.of("text/html", "text/xml", "text/javascript", "text/ecmascript", "text/css", "text/vbscript");

    private Downloads() {}

    /**
     * The content type to read an answer as: that of a file which is text, told by its name where the content type does not, is plain text.
     *
     * @param contentType value of the Content-Type header, or {@code ""}
     * @param disposition value of the Content-Disposition header, or {@code ""}
     */
    public static String contentType(String contentType, String disposition) {
        if (!disposition.strip().toLowerCase(Locale.ROOT).startsWith("attachment")) {
            return contentType;
        }
        Matcher named = NAME.matcher(disposition);
        String name = named.find() ? named.group(1).strip().toLowerCase(Locale.ROOT) : "";
        int semicolon = contentType.indexOf(';');
        String declared = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        String parameters = semicolon < 0 ? "" : contentType.substring(semicolon);
        String type = FileFormats.type(declared.strip().toLowerCase(Locale.ROOT), name);
        if (type.equals("application/octet-stream") && (name.endsWith(".json") || name.endsWith(".ipynb"))) {
            return "application/json" + parameters;
        }
        return type.startsWith("text/") && !RUN.contains(type) ? "text/plain" + parameters : contentType;
    }
}
