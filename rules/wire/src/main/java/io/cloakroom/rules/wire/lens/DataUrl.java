package io.cloakroom.rules.wire.lens;

import io.cloakroom.rules.wire.LensException;
import java.util.List;
import java.util.Locale;

/** The data of a data URL (RFC 2397): Base64 or percent-encoded. */
final class DataUrl {

    private static final String SCHEME = "data:";
    private static final String BASE64 = ";base64";

    /** Everything before the comma, with a media type or none. */
    private static final String STRICT = "(?i)data:([a-z0-9.+-]+/[a-z0-9.+-]+)?(;[a-z0-9-]+=[^; ,]*)*(;base64)?";

    private static final int LONGEST_MEDIA_TYPE = 1024;

    static final Step STEP = (source, payload) -> source.isEmpty() ? List.of() : List.of(focus(source, new int[] {0}));

    private DataUrl() {}

    static boolean is(Bytes bytes) {
        return bytes.startsWith(SCHEME, bytes.from()) && bytes.indexOf(',', bytes.from()) < bytes.to();
    }

    /** Whether it can be nothing else than a data URL, and no text that begins like one: media type and Base64 are well-formed. */
    static boolean isStrict(Bytes bytes) {
        int comma = bytes.startsWith(SCHEME, bytes.from()) ? bytes.indexOf(',', bytes.from()) : bytes.to();
        if (comma == bytes.to() || comma - bytes.from() > LONGEST_MEDIA_TYPE) {
            return false;
        }
        String media = Names.string(bytes.sub(bytes.from(), comma));
        return media.matches(STRICT)
                && (!media.endsWith(BASE64) || Base64Wrapping.alphabet(bytes.sub(comma + 1, bytes.to())));
    }

    /** The data, and before it the parameters of the media type if they say anything (the name of a file). */
    static List<Focus> parts(Bytes source) throws LensException {
        Bytes media = source.sub(source.from() + SCHEME.length(), source.indexOf(',', source.from()));
        Focus data = focus(source, new int[] {0});
        boolean telling = media.indexOf('=', media.from()) < media.to();
        return telling
                ? List.of(Focus.of("dataurl", "", media, PercentEscapes.DATA, new int[] {0}), data)
                : List.of(data);
    }

    /** @throws LensException when it is not a data URL */
    static Focus focus(Bytes source, int[] selectors) throws LensException {
        if (!is(source)) {
            throw new LensException("not a data URL");
        }
        int comma = source.indexOf(',', source.from());
        String media =
                Names.string(source.sub(source.from() + SCHEME.length(), comma)).toLowerCase(Locale.ROOT);
        Bytes data = source.sub(comma + 1, source.to());
        ContentType type = ContentType.parse(media);
        type.requireUtf8();
        Focus focus = media.endsWith(BASE64)
                ? Base64Wrapping.focus("dataurl", data, selectors)
                : Focus.of("dataurl", "", data, PercentEscapes.DATA, selectors);
        return focus.declaring(type.value());
    }
}
