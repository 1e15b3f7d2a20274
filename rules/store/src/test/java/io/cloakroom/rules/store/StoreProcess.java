package io.cloakroom.rules.store;

import io.cloakroom.rules.engine.Binding;
import io.cloakroom.rules.engine.EntityType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Another process that uses a data directory, for tests of what happens between processes. */
final class StoreProcess implements AutoCloseable {
    /** Ends each line, so that one cut off by a kill is told from a whole one. */
    private static final String WHOLE = " .";

    private final Process process;
    private final BufferedReader out;

    private StoreProcess(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    static StoreProcess start(Path dataDir, String name) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new StoreProcess(new ProcessBuilder(
                        java,
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        StoreProcess.class.getName(),
                        dataDir.toString(),
                        name)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** The next line it printed, or null when it has ended. */
    @Nullable
    String line() throws IOException {
        String line = out.readLine();
        return line != null && line.endsWith(WHOLE) ? line.substring(0, line.length() - WHOLE.length()) : null;
    }

    /** As kill -9. What it printed before can still be read. */
    void kill() {
        // Through the handle: the process's own method would close the stream that is still to be read.
        process.toHandle().destroyForcibly();
    }

    @Override
    public void close() throws IOException {
        kill();
        out.close();
    }

    /** Writes without end, in several threads, and prints what is acknowledged. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try {
            Store store = Store.open(Path.of(arguments[0]), Durability.PROCESS, Clock.systemUTC());
            for (int thread = 0; thread < 4; thread++) {
                String name = arguments[1] + "-" + thread;
                Thread.ofPlatform().start(() -> write(store, name, out));
            }
        } catch (StoreException e) {
            out.println(e.getMessage() + WHOLE);
        }
    }

    private static void write(Store store, String name, PrintStream out) {
        Binding binding = new Binding("anna", "Operator A", name);
        for (int i = 0; ; i++) {
            String flow = name + "-" + i;
            String token = store.vault()
                    .issue(binding, EntityType.PERSON, "Person " + flow, "")
                    .token();
            store.journal().start(Samples.start(flow)).join();
            out.println(flow + " " + token + WHOLE);
        }
    }
}
