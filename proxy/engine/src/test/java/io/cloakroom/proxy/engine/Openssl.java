package io.cloakroom.proxy.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The {@code openssl} program, for what no Java library will do: weak protocols, and a second opinion on certificates. */
public final class Openssl implements AutoCloseable {

    private static final int MOST_SECONDS = 20;

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final StringBuffer said = new StringBuffer();
    private final Thread reading;

    /** Starts it with its standard input open. */
    Openssl(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(arguments);
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "these tests need the openssl program; install it: apt-get install openssl", e);
        }
        reading = Thread.startVirtualThread(this::read);
    }

    private void read() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.ISO_8859_1))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.append(line).append('\n');
                lines.add(line);
            }
        } catch (IOException closed) {
            said.append(closed.getMessage());
        }
    }

    /** Waits for a line that starts like this, and gives the rest of it. */
    String awaits(String start) throws InterruptedException {
        @Nullable String line;
        while ((line = lines.poll(MOST_SECONDS, TimeUnit.SECONDS)) != null) {
            if (line.startsWith(start)) {
                return line.substring(start.length());
            }
        }
        throw new IllegalStateException("openssl did not say '" + start + "' but: " + said);
    }

    /** Closes its input, waits for its end, and gives exit code and output. */
    Result result() throws Exception {
        process.getOutputStream().close();
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("openssl does not end; it said: " + said);
        }
        reading.join();
        return new Result(process.exitValue(), said.toString());
    }

    public static Result run(String... arguments) throws Exception {
        try (Openssl openssl = new Openssl(List.of(arguments))) {
            return openssl.result();
        }
    }

    String said() {
        return said.toString();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public record Result(int exit, String output) {}
}
