package io.cloakroom.proxy.app;

import io.cloakroom.proxy.engine.tls.CertificateAuthority;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The installation's own certificate authority. */
@Command(name = "ca", description = "The installation's certificate authority.", mixinStandardHelpOptions = true)
final class CaCommand {

    private static final String DATA_DIR = "The installation's data directory (default: ~/.local/share/cloakroom).";

    @Command(
            name = "show",
            description = "Shows subject, validity and fingerprint of the root certificate.",
            mixinStandardHelpOptions = true)
    int show(@Option(names = "--data-dir", description = DATA_DIR) @Nullable Path dataDir)
            throws IOException, GeneralSecurityException {
        CertificateAuthority authority = open(dataDir);
        System.out.println("subject      " + authority.root().getSubjectX500Principal());
        System.out.println("valid until  " + authority.root().getNotAfter().toInstant());
        System.out.println("SHA-256      " + authority.fingerprint());
        return Main.FINE;
    }

    @Command(
            name = "export",
            description = "Writes the root certificate, PEM, for trust stores. The key stays here.",
            mixinStandardHelpOptions = true)
    int export(
            @Option(names = "--data-dir", description = DATA_DIR) @Nullable Path dataDir,
            @Option(names = "--out", description = "File to write to (default: standard output).") @Nullable Path out)
            throws IOException, GeneralSecurityException {
        String pem = open(dataDir).exportPem();
        if (out == null) {
            System.out.print(pem);
            System.out.flush();
        } else {
            Files.writeString(out, pem);
        }
        return Main.FINE;
    }

    private static CertificateAuthority open(@Nullable Path dataDir) throws IOException, GeneralSecurityException {
        return CertificateAuthority.open(
                dataDir == null ? Directories.data() : dataDir,
                SiteCatalogue.shipped().hostsByOperator(),
                Clock.systemUTC());
    }
}
