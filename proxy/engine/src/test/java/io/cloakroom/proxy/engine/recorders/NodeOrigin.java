package io.cloakroom.proxy.engine.recorders;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Node's {@code http}: llhttp. */
public final class NodeOrigin implements RecordingOrigin {

    private final Process process;
    private final RecordFile records;
    private final int port;

    public NodeOrigin(Path directory) throws IOException {
        Path script = directory.resolve("recorder.mjs");
        try (InputStream in = Objects.requireNonNull(NodeOrigin.class.getResourceAsStream("recorder.mjs"))) {
            Files.copy(in, script);
        }
        Path file = directory.resolve("node.jsonl");
        records = new RecordFile(file);
        try {
            process = new ProcessBuilder("node", "--max-http-header-size=131072", script.toString(), file.toString())
                    .redirectError(directory.resolve("node.err").toFile())
                    .start();
        } catch (IOException e) {
            throw new IOException("Node.js 20 or newer is needed, and found none: put node on the PATH.", e);
        }
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        String line = out.readLine();
        if (line == null) {
            throw new IOException("node ended: " + Files.readString(directory.resolve("node.err")));
        }
        port = Integer.parseInt(line);
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public List<Read> read() throws IOException {
        return records.read();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
