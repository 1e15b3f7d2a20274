package io.cloakroom.proxy.engine.tls;

import java.nio.file.Path;
import java.util.List;

/**
 * Which origins are believed.
 *
 * @param roots PEM files with certificate authorities besides the JDK's
 * @param revocation how much it matters whether a certificate was revoked
 * @param crls files with certificate revocation lists (PEM or DER), or directories of such files, besides those that certificates name
 */
public record OriginTrust(List<Path> roots, Mode revocation, List<Path> crls) {

    /** What is done about revocation. */
    public enum Mode {
        /** Nothing is looked up. */
        OFF,
        /** What is known to be revoked is refused. */
        SOFT,
        /** What is not known to be valid is refused. */
        HARD
    }

    public OriginTrust {
        roots = List.copyOf(roots);
        crls = List.copyOf(crls);
    }

    /** The JDK's roots and these, with {@link Mode#SOFT}. */
    public static OriginTrust of(List<Path> roots) {
        return new OriginTrust(roots, Mode.SOFT, List.of());
    }
}
