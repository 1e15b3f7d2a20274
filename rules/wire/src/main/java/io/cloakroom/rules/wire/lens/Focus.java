package io.cloakroom.rules.wire.lens;

/**
 * One thing a step found.
 *
 * @param path the step with indices filled in, {@code json:/messages/0/content}
 * @param field name of the field it is the value of, {@code content}; {@code ""} when it has none
 * @param type media type it declares for itself, {@code text/csv}; {@code ""} when it declares none
 * @param raw the bytes it takes up in the source, without delimiters
 * @param content what they say, decoded; the same array as {@code raw} when nothing had to be decoded
 * @param selectors which arguments of the step found it, in order
 */
record Focus(String path, String field, String type, Bytes raw, Bytes content, Wrapping wrapping, int[] selectors) {

    static Focus of(String path, String field, Bytes raw, Escapes escapes, int[] selectors) {
        return new Focus(path, field, "", raw, escapes.decode(raw), escapes, selectors);
    }

    Focus declaring(String mediaType) {
        return new Focus(path, field, mediaType, raw, content, wrapping, selectors);
    }
}
