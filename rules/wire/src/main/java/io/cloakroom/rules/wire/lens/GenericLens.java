package io.cloakroom.rules.wire.lens;

import com.google.re2j.Pattern;
import io.cloakroom.rules.wire.Lens;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.Located;
import io.cloakroom.rules.wire.Payload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds all text in a payload nobody described: what the path and the query say; every string in JSON, and in JSON inside such strings; form values;
 * parts and their file names; Base64 and data URLs that hold text; or the body as plain text. What the bytes look like decides before what
 * the content type says, since chatbots send JSON as {@code text/plain}. Several JSON values may follow each other (lines of JSON, SignalR
 * records, Socket.IO frames).
 *
 * <p>Keys and names are found too when they do not read like the name of a field (a space, an {@code @}, a telephone number); and numbers
 * of seven digits or more that are not a time. Values of the site's own fields are left alone when they read like an identifier: one word
 * of letters, digits and {@code . _ ~ + / = : -}.
 *
 * <p>Gzip, deflate, envelopes of Connect and gRPC, AWS event streams and Meta's frames are told by their own lengths and looked into, and protobuf
 * by its fields; there, an identifier has no name to be known by, so that UUIDs and digests in hexadecimal are left alone, and so are up to
 * 512 bytes that are no text and of no known format.
 *
 * <p>In tokens and keys that are not text, runs of it are found and only read ({@link Unknown}): such as what MessagePack says.
 *
 * <p>Other data that is not text makes {@link #locate} throw, with the text around it in {@link LensException#readable()}: it is never passed
 * over as if it were clean.
 */
public final class GenericLens implements Lens {

    /** JSON in a string in JSON, and so on, at most this often. */
    private static final int MAX_NESTING = 16;

    private static final int LONGEST_IDENTIFIER = 65_536;

    private final Set<String> ownFields;
    private final @Nullable Pattern sound;
    private final Step query = FormStep.everything(true);
    private final Step form = FormStep.everything(false);
    private final Step multipart = MultipartStep.everything();
    private final Step json = JsonStep.everything();

    /** @param ownFields names of fields, at any depth, whose identifiers the site made itself */
    public GenericLens(Set<String> ownFields) {
        this(ownFields, null);
    }

    private GenericLens(Set<String> ownFields, @Nullable Pattern sound) {
        this.ownFields = Set.copyOf(ownFields);
        this.sound = sound;
    }

    /**
     * The same lens for a request that carries sound without a header to know it by. There, Base64 of what is neither text nor a file of a
     * known format is counted as sound.
     *
     * @param notations where the sound is, as in {@link Lenses}; none gives this very lens
     */
    public GenericLens hearing(List<String> notations) {
        if (notations.isEmpty()) {
            return this;
        }
        String paths = notations.stream().map(GenericLens::anyKey).collect(Collectors.joining("|"));
        return new GenericLens(ownFields, Pattern.compile("(?:" + paths + ")(?: > base64)?"));
    }

    private static String anyKey(String notation) {
        return Arrays.stream(notation.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining("[^/]+"));
    }

    @Override
    public Located locate(Payload payload) throws LensException {
        Reading reading = new Reading(payload);
        Spot inTarget = target(reading);
        Focus body = reading.body(true);
        return reading.located(inTarget, body(body, ContentType.parse(payload.contentType()), reading));
    }

    /** Finds what the target says alone, and leaves the body alone. */
    public Lens target() {
        return payload -> {
            Reading reading = new Reading(payload);
            return reading.located(target(reading), Spot.around(reading.body(false), List.of()));
        };
    }

    private Spot target(Reading reading) throws LensException {
        Focus target = reading.target();
        List<Focus> said = new ArrayList<>(PathStep.TELLING.focus(target.content(), reading.payload()));
        said.addAll(query.focus(target.content(), reading.payload()));
        return Spot.around(target, inside(said, "", reading, 1));
    }

    private Spot body(Focus body, ContentType type, Reading reading) {
        if (type.envelopedText()) {
            try {
                Focus frames = Base64Wrapping.focus("base64", body.content(), new int[] {0});
                return Spot.around(body, inside(List.of(frames.declaring(ContentType.GRPC)), "", reading, 1));
            } catch (LensException e) {
                return reading.problem(body, "", e);
            }
        }
        if (type.multipart() || (type.form() && pairs(body.content()))) {
            try {
                Step step = type.multipart() ? multipart : form;
                return Spot.around(body, inside(step.focus(body.content(), reading.payload()), "", reading, 1));
            } catch (LensException e) {
                return reading.problem(body, "", e);
            }
        }
        return read(body, "", reading, 0);
    }

    /** Whether it could be a form; clients that never set a content type send JSON as one. */
    private static boolean pairs(Bytes content) {
        int equals = content.indexOf('=', content.from());
        boolean padding = equals >= content.to() - 2 && content.length() % 4 == 0 && Base64Wrapping.alphabet(content);
        return equals < content.to() && !padding && !looksLikeJson(content);
    }

    private List<Spot> inside(List<Focus> foci, String path, Reading reading, int nesting) {
        List<Spot> spots = new ArrayList<>(foci.size());
        for (Focus focus : foci) {
            if (!reading.another()) {
                break;
            }
            if (!ownFields.contains(focus.field()) || !identifier(focus.content())) {
                spots.add(read(focus, Reading.join(path, focus), reading, nesting));
            }
        }
        return spots;
    }

    private Spot read(Focus focus, String path, Reading reading, int nesting) {
        Bytes content = focus.content();
        ContentType type = ContentType.parse(focus.type());
        if (content.isEmpty()) {
            return Spot.around(focus, List.of());
        }
        if (nesting > MAX_NESTING) {
            return reading.problem(focus, path, new LensException("wrapped more than " + MAX_NESTING + " times"));
        }
        // A line feed and a string can read as a message too: what is whole JSON is JSON, unless it says that it is
        // none.
        if (!type.protobuf() && !type.enveloped() && (type.json() || looksLikeJson(content))) {
            try {
                return Spot.around(focus, inside(json.focus(content, reading.payload()), path, reading, nesting + 1));
            } catch (LensException e) {
                if (type.json() || e.isTooMuch()) {
                    return reading.problem(focus, path, e);
                }
            }
        }
        boolean heard = sound != null && sound.matches(path);
        // A second of sound looks like anything now and then.
        Step frames = heard ? null : BinaryFrames.step(focus, type);
        if (frames != null) {
            try {
                List<Focus> inside = frames.focus(content, reading.payload());
                reading.unpacked(inside, content);
                List<Focus> found = BinaryFrames.texts(inside);
                return Spot.around(focus, inside(found, path, reading, nesting + 1));
            } catch (LensException e) {
                return reading.problem(focus, path, e);
            }
        }
        try {
            List<Focus> hidden =
                    DataUrl.isStrict(content) ? DataUrl.parts(content) : base64(content, nesting == 0, heard);
            if (hidden.isEmpty()) {
                return heard ? reading.sound(focus, path) : text(focus, path, reading, nesting);
            }
            return Spot.around(focus, inside(hidden, path, reading, nesting + 1));
        } catch (LensException e) {
            return reading.problem(focus, path, e);
        }
    }

    private static Spot text(Focus focus, String path, Reading reading, int nesting) {
        Unknown unknown = nesting == 0 ? null : Unknown.in(focus);
        return unknown == null || Files.known(focus.content())
                ? reading.text(focus, path.isEmpty() ? "raw" : path)
                : reading.file(focus, path, unknown);
    }

    /** Whether it is worth trying: a container, a string or a record separator first, or the digits Socket.IO puts before a container. */
    private static boolean looksLikeJson(Bytes content) {
        int at = content.startsWith("\u00ef\u00bb\u00bf", content.from()) ? content.from() + 3 : content.from();
        Bytes rest = content.sub(at, content.to());
        byte first = rest.first();
        if (first == '{' || first == '[') {
            return true;
        }
        if (content.string()) {
            return false;
        }
        int digits = at;
        while (digits < content.to() && content.array()[digits] >= '0' && content.array()[digits] <= '9') {
            digits++;
        }
        byte next = digits < content.to() ? content.array()[digits] : 0;
        return first == '"' || first == '\u001e' || (digits > at && (next == '{' || next == '['));
    }

    /**
     * What Base64 says; nothing when it is none, or a mere token.
     *
     * @param all whether it is all there is, and so no token beside something else
     * @param heard whether it stands where sound is expected, and so is no token either
     */
    private static List<Focus> base64(Bytes content, boolean all, boolean heard) {
        if (content.length() < Unknown.SHORTEST_BASE64 || !Base64Wrapping.alphabet(content)) {
            return List.of();
        }
        try {
            Focus focus = Base64Wrapping.focus("base64", content, new int[] {0});
            boolean telling = heard
                    || content.length() > Unknown.LONGEST_TOKEN
                    || (all && focus.content().length() > Unknown.LONGEST_KEY)
                    || Utf8.isText(focus.content())
                    || BinaryFrames.message(focus.content())
                    || Files.known(focus.content());
            return telling ? List.of(focus) : List.of();
        } catch (LensException e) {
            return List.of();
        }
    }

    private static boolean identifier(Bytes content) {
        return content.length() <= LONGEST_IDENTIFIER && content.consistsOf("._~+/=:-");
    }
}
