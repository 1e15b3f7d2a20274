package io.cloakroom.proxy.app;

import io.cloakroom.proxy.engine.tls.CertificateAuthority;
import io.cloakroom.proxy.engine.tls.SigningRequests;
import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The installation's own certificate authority. */
@Command(name = "ca", description = "The installation's certificate authority.", mixinStandardHelpOptions = true)
final class CaCommand {

    private static final String RESTART = "Restart cloakroom serve to use it.";

    @Command(
            name = "show",
            description = "Shows subject, validity and fingerprint of the root certificate, and what it cannot do yet.",
            mixinStandardHelpOptions = true)
    int show(@Mixin InstallationOptions installation)
            throws IOException, GeneralSecurityException, InvalidYamlException {
        CertificateAuthority authority = open(installation);
        System.out.println("subject      " + authority.root().getSubjectX500Principal());
        System.out.println("valid until  " + authority.root().getNotAfter().toInstant());
        System.out.println("SHA-256      " + authority.fingerprint());
        System.out.println(
                "its key is   " + (authority.isRootElsewhere() ? "kept elsewhere" : "in the data directory"));
        Optional<X509Certificate> next = authority.nextRoot();
        next.ifPresent(root -> System.out.println("next root    " + CertificateAuthority.fingerprint(root)
                + " (prepared; ca export --next, then ca rotate --activate)"));
        List<String> inNeed = authority.operatorsInNeed();
        if (!inNeed.isEmpty()) {
            System.out.println("missing for  " + String.join(", ", inNeed) + " (ca request)");
        }
        return Main.FINE;
    }

    @Command(
            name = "export",
            description = "Writes the root certificate, PEM, for trust stores. The key stays here.",
            mixinStandardHelpOptions = true)
    int export(
            @Mixin InstallationOptions installation,
            @Option(names = "--next", description = "The root that was prepared to follow, instead of the present one.")
                    boolean next,
            @Option(names = "--out", description = "File to write to (default: standard output).") @Nullable Path out)
            throws IOException, GeneralSecurityException, InvalidYamlException {
        CertificateAuthority authority = open(installation);
        if (next && authority.nextRoot().isEmpty()) {
            throw new IOException("No root was prepared to follow; run cloakroom ca rotate --root");
        }
        String pem = next ? authority.prepareNextRoot() : authority.exportPem();
        if (out == null) {
            System.out.print(pem);
            System.out.flush();
        } else {
            Files.writeString(out, pem);
        }
        return Main.FINE;
    }

    @Command(
            name = "request",
            description =
                    "Writes signing requests for the operators' intermediates, for a root whose key is kept elsewhere.",
            mixinStandardHelpOptions = true)
    int request(
            @Mixin InstallationOptions installation,
            @Option(names = "--all", description = "For every operator, not only for those that need one.") boolean all,
            @Option(names = "--out", description = "Directory to write to (default: the current one).") @Nullable
                    Path out)
            throws IOException, GeneralSecurityException, InvalidYamlException {
        CertificateAuthority authority = open(installation);
        // With the root's key still here, all intermediates are to move below another root.
        Collection<String> wanted =
                all || !authority.isRootElsewhere() ? operators(installation).keySet() : authority.operatorsInNeed();
        if (wanted.isEmpty()) {
            System.out.println(
                    "Every operator has an intermediate; nothing to request. For new ones: cloakroom ca request --all");
            return Main.FINE;
        }
        Path directory = Files.createDirectories(out == null ? Path.of("") : out);
        for (SigningRequests.Request request : requests(installation).write(wanted)) {
            Path file = directory.resolve(slug(request.operator()) + ".csr");
            Files.writeString(file, request.pem());
            System.out.println(file + "  " + request.operator() + ": " + String.join(", ", request.domains()));
        }
        System.out.print("""

                Check the hosts, then sign each with your root, where its key is:
                  openssl x509 -req -in NAME.csr -CA root.pem -CAkey root.key -copy_extensions copyall -days 365 -out NAME.pem
                Bring the certificates and the root's own certificate back:
                  cloakroom ca import root.pem *.pem
                People's machines must trust that root before.
                """);
        return Main.FINE;
    }

    @Command(
            name = "import",
            description =
                    "Takes what was signed elsewhere: intermediates and their root. Refuses what was not asked for.",
            mixinStandardHelpOptions = true)
    int accept(
            @Mixin InstallationOptions installation,
            @Parameters(paramLabel = "FILE", arity = "1..*", description = "PEM files with certificates.")
                    List<Path> files)
            throws IOException, GeneralSecurityException, InvalidYamlException {
        Set<X509Certificate> certificates = new LinkedHashSet<>();
        for (Path file : files) {
            certificates.addAll(read(file));
        }
        SigningRequests.Imported imported = requests(installation).accept(certificates);
        System.out.println("Imported for " + String.join(", ", imported.operators()) + ".");
        if (imported.newRoot()) {
            System.out.println("The root is now "
                    + imported.root().getSubjectX500Principal().getName() + ", SHA-256 "
                    + CertificateAuthority.fingerprint(imported.root()) + ".");
            System.out.println("People's machines must trust it now; the root before it can be taken from them.");
        }
        if (imported.keyDeleted()) {
            System.out.println("The key of the former root was deleted from this machine.");
        }
        List<String> inNeed = open(installation).operatorsInNeed();
        if (!inNeed.isEmpty()) {
            System.out.println("Still without a certificate: " + String.join(", ", inNeed)
                    + ". Their sites are blocked, or passed through where upstream.uncovered is tunnel.");
        }
        System.out.println(RESTART);
        return Main.FINE;
    }

    @Command(
            name = "rotate",
            description = "Issues all intermediates anew; with --root and then --activate, replaces the root.",
            mixinStandardHelpOptions = true)
    int rotate(
            @Mixin InstallationOptions installation,
            @Option(names = "--root", description = "Prepares the root that will follow. Nothing changes yet.")
                    boolean root,
            @Option(names = "--activate", description = "Puts the prepared root in the place of the present one.")
                    boolean activate)
            throws IOException, GeneralSecurityException, InvalidYamlException {
        CertificateAuthority authority = open(installation);
        if (activate) {
            authority.activateNextRoot();
            System.out.println("The root is now the one prepared, SHA-256 "
                    + open(installation).fingerprint() + ".");
            System.out.println(
                    "Machines that do not trust it yet see certificate errors; the root before it can be taken from them.");
            System.out.println(RESTART);
        } else if (root) {
            authority.prepareNextRoot();
            System.out.print("""
                    A root is prepared to follow the present one, which goes on being used.
                    1. cloakroom ca export --next --out next.pem, and let people's machines trust it beside the present root.
                    2. When all do: cloakroom ca rotate --activate, and restart cloakroom serve.
                    3. Take the old root from the machines.
                    """);
        } else {
            authority.rotateIntermediates();
            System.out.println(
                    "All intermediates were issued anew under the same root. Nothing has to be done on people's machines.");
            System.out.println(RESTART);
        }
        return Main.FINE;
    }

    private static Collection<X509Certificate> read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            List<X509Certificate> found = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (found.isEmpty()) {
                throw new IOException(file + " holds no certificate; name PEM files with certificates");
            }
            return found;
        } catch (CertificateException e) {
            throw new IOException(file + " is not a PEM file with certificates", e);
        }
    }

    private static String slug(String operator) {
        return operator.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "-")
                .replaceAll("^-|-$", "");
    }

    private static Map<String, List<String>> operators(InstallationOptions installation)
            throws IOException, InvalidYamlException {
        return SiteCatalogue.of(installation.content(), Map.of()).hostsByOperator();
    }

    private static SigningRequests requests(InstallationOptions installation) throws IOException, InvalidYamlException {
        return SigningRequests.open(installation.dataDir(), operators(installation), Clock.systemUTC());
    }

    private static CertificateAuthority open(InstallationOptions installation)
            throws IOException, GeneralSecurityException, InvalidYamlException {
        return CertificateAuthority.open(installation.dataDir(), operators(installation), Clock.systemUTC());
    }
}
