package io.cloakroom.rules.wire.site;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Checksums of bodies that clients declare, in headers, in trailers, or in the query of an address made for one upload. They are not computed
 * anew for a redacted body: often a signature covers them too, and the page may have told the service the same checksum in another request.
 */
public final class Checksums {

    /**
     * RFC 1864, RFC 3230, RFC 9530; tus (Upload-Checksum); Azure Blob Storage (x-ms-*), Google Cloud Storage (x-goog-*), Amazon S3 (x-amz-*, with
     * {@link #S3}), Backblaze B2 (x-bz-*), Volcano Engine (Content-CRC32, x-tos-*), Alibaba OSS (x-oss-*).
     */
    private static final Set<String> NAMES = Set.of(
            "content-md5",
            "digest",
            "content-digest",
            "repr-digest",
            "content-crc32",
            "content-crc64",
            "content-sha1",
            "content-sha256",
            "upload-checksum",
            "x-content-md5",
            "x-content-sha256",
            "x-checksum-md5",
            "x-checksum-sha1",
            "x-checksum-sha256",
            "x-ms-content-crc64",
            "x-ms-content-md5",
            "x-ms-blob-content-md5",
            "x-goog-hash",
            "x-goog-content-sha256",
            "x-amz-content-sha256",
            "x-bz-content-sha1",
            "x-tos-content-sha256",
            "x-tos-hash-crc64ecma",
            "x-oss-hash-crc64ecma",
            "x-oss-content-sha256",
            "x-cos-hash-crc64ecma");

    private static final String S3 = "x-amz-checksum-";

    /** Names that begin like S3's checksums and say only how they are made. */
    private static final Set<String> NO_CHECKSUM =
            Set.of("x-amz-checksum-algorithm", "x-amz-checksum-mode", "x-amz-checksum-type");

    /** Stands in the place of a checksum when there is none. */
    private static final String UNSIGNED = "UNSIGNED-PAYLOAD";

    /** Trailers that are still to come, as S3 announces them. */
    private static final String ANNOUNCED = "x-amz-trailer";

    private Checksums() {}

    /** Whether a field of this name holds a checksum of the body. */
    public static boolean named(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return NAMES.contains(lower) || (lower.startsWith(S3) && !NO_CHECKSUM.contains(lower));
    }

    /** Whether a request declares a checksum of its body. */
    static boolean declared(String target, Iterable<Map.Entry<String, String>> headers) {
        for (Map.Entry<String, String> header : headers) {
            if (declares(header.getKey(), header.getValue())) {
                return true;
            }
        }
        for (String pair : target.substring(target.indexOf('?') + 1).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && declares(decoded(pair.substring(0, equals)), pair.substring(equals + 1))) {
                return true;
            }
        }
        return false;
    }

    private static boolean declares(String name, String value) {
        return (named(name) && !value.isBlank() && !value.equals(UNSIGNED))
                || (name.equalsIgnoreCase(ANNOUNCED) && named(value.strip()));
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }
}
