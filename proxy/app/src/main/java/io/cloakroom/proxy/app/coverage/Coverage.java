package io.cloakroom.proxy.app.coverage;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.cloakroom.proxy.app.Terminal;
import io.cloakroom.rules.wire.site.AiService;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shadow AI: what AI services the logs of proxies and name servers show that Cloakroom never saw. */
public final class Coverage {

    private final Report report;

    private Coverage(Report report) {
        this.report = report;
    }

    /**
     * @param dataDir an installation whose journal tells what came through Cloakroom, null when nothing is to be compared
     * @param own names or addresses by which the logs call Cloakroom itself; when there are any, they tell what came through it
     * @param format of all files, null to tell it by their content
     * @param zone of times that name none
     */
    public record Question(
            List<Path> logs,
            @Nullable Path dataDir,
            Set<String> own,
            @Nullable LogFormat format,
            ZoneId zone) {}

    /** Reads the logs. */
    public static Coverage of(Question question, SiteCatalogue catalogue, List<AiService> services) throws IOException {
        Collection<LogFormat> formats =
                question.format() == null ? EnumSet.allOf(LogFormat.class) : EnumSet.of(question.format());
        Carried carried = question.dataDir() == null ? null : Carried.read(question.dataDir());
        Survey survey = new Survey(new Services(catalogue, services), carried, question.own(), question.zone());
        List<LogFile> files = new ArrayList<>();
        for (Path log : question.logs()) {
            files.add(LogFile.of(log, formats));
        }
        survey.read(files);
        return new Coverage(Report.of(survey, compared(question, carried)));
    }

    private static String compared(Question question, @Nullable Carried carried) {
        if (!question.own().isEmpty()) {
            return "What came from " + question.own().stream().sorted().collect(Collectors.joining(", "))
                    + " is taken to have come through Cloakroom, all else not.";
        }
        if (carried == null) {
            return "Nothing here is known to have come through Cloakroom, because nothing was compared: name its data directory with"
                    + " --data-dir, or its address in these logs with --cloakroom.";
        }
        return carried.period().isEmpty()
                ? "The journal of " + question.dataDir() + " has no flow, so nothing came through Cloakroom."
                : "Compared by host and minute with the journal of " + question.dataDir() + ", " + carried.period()
                        + ": whoever passed Cloakroom by while a colleague used it for the same host is not told apart, and entries without a time count as not come through. --cloakroom tells exactly.";
    }

    /** One JSON object. */
    public String json() throws IOException {
        return JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build()
                .writeValueAsString(report);
    }

    /** For people. */
    public void print(PrintWriter out) {
        new Page(new Terminal(out)).print(report);
    }
}
