package io.cloakroom.proxy.app;

import io.cloakroom.proxy.app.coverage.Coverage;
import io.cloakroom.proxy.app.coverage.LogFormat;
import io.cloakroom.rules.engine.Content;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shadow AI, out of the logs of other machines. */
@Command(
        name = "coverage",
        description =
                "Reads logs of proxies and name servers: which AI traffic never came through Cloakroom. All of it is inferred.",
        footer = "With --data-dir, what the journal there has of the same host and minute is left out.",
        mixinStandardHelpOptions = true)
final class CoverageCommand implements Callable<Integer> {

    @Mixin
    private final InstallationOptions installation = new InstallationOptions();

    @Parameters(
            arity = "1..*",
            paramLabel = "LOG",
            description =
                    "Logs of squid, dnsmasq, Pi-hole, BIND, Unbound, CoreDNS, Zeek; common log format; CSV with a heading; JSON"
                            + " lines; plain or gzip (docs/coverage.md).")
    private List<Path> logs = List.of();

    @Option(
            names = "--cloakroom",
            paramLabel = "ADDRESS",
            description =
                    "What the logs call Cloakroom itself: what comes from there came through it, and all else did not. May be repeated.")
    private Set<String> own = Set.of();

    @Option(
            names = "--format",
            description = "Format of the logs, when their content does not tell it: ${COMPLETION-CANDIDATES}.")
    private @Nullable LogFormat format;

    @Option(
            names = "--zone",
            description = "Time zone of times that name none, such as Asia/Seoul (default: this machine's).")
    private ZoneId zone = ZoneId.systemDefault();

    @Option(names = "--json", description = "One JSON object, with hosts and clients.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Content content = installation.content();
        Coverage coverage = Coverage.of(
                new Coverage.Question(logs, installation.namedDataDir(), own, format, zone),
                SiteCatalogue.of(content, Map.of()),
                SiteCatalogue.services(content));
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        if (json) {
            out.println(coverage.json());
        } else {
            coverage.print(out);
        }
        out.flush();
        return Main.FINE;
    }
}
