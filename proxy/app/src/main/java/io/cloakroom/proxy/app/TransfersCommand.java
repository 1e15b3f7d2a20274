package io.cloakroom.proxy.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.cloakroom.rules.engine.TransferRegister.Transfer;
import io.cloakroom.rules.store.JournalTransferRegister;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The transfer register, read from the journal; a running server is not disturbed. */
@Command(
        name = "transfers",
        description = "Shows who received what, how much of it, and under whose law.",
        mixinStandardHelpOptions = true)
final class TransfersCommand implements Callable<Integer> {

    @ArgGroup
    private @Nullable Format format;

    @Option(
            names = "--data-dir",
            description = "The installation's data directory (default: ~/.local/share/cloakroom).")
    private @Nullable Path dataDir;

    private static final class Format {
        @Option(names = "--csv", required = true, description = "Comma-separated values (RFC 4180), for a spreadsheet.")
        private boolean csv;

        @Option(names = "--json", required = true, description = "A JSON array, counts by entity type.")
        private boolean json;
    }

    @Override
    public Integer call() throws Exception {
        List<Transfer> transfers =
                new JournalTransferRegister(dataDir == null ? Directories.data() : dataDir).transfers();
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        if (format != null && format.json) {
            out.println(new ObjectMapper()
                    .registerModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .writeValueAsString(transfers));
        } else if (format != null && format.csv) {
            out.print(new CsvMapper().writeValueAsString(TransferTable.rows(transfers)));
            out.flush();
        } else {
            new Terminal(out).table("Transfer register: who received what", TransferTable.rows(transfers));
        }
        return Main.FINE;
    }
}
