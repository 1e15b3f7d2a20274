package io.cloakroom.proxy.app;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What a person sees of one run of the command line.
 *
 * @param out standard output, and {@code err} standard error
 */
public record Console(int exit, String out, String err) {

    /** Runs a command in this process, its standard streams replaced meanwhile. */
    public static synchronized Console typing(String input, String... args) {
        InputStream in = System.in;
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        try {
            System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
            System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
            int exit = Main.run(args);
            return new Console(
                    exit, written.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setIn(in);
            System.setOut(out);
            System.setErr(err);
        }
    }

    /** The same with nothing on standard input. */
    public static Console command(String... args) {
        return typing("", args);
    }
}
