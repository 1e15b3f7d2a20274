package io.cloakroom.proxy.engine.recorders;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** nginx: its own parser in front, and behind it nginx again, since only a body that is passed on can be logged. */
public final class NginxOrigin implements RecordingOrigin {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** One process; no file outside its directory; bodies in memory, where the log finds them. */
    private static final String CONFIG = """
            daemon off;
            master_process off;
            pid nginx.pid;
            error_log stderr;
            events {}
            http {
                log_format record escape=json '{"status":$status,"method":"$request_method","target":"$request_uri",'
                    '"headers":{%s},"body":"$request_body"}';
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                client_body_buffer_size 1m;
                client_body_in_single_buffer on;
                large_client_header_buffers 8 128k;
                merge_slashes off;
                server {
                    listen 127.0.0.1:%d;
                    access_log nginx.jsonl record;
                    location / {
                        proxy_pass http://127.0.0.1:%d;
                        proxy_ignore_client_abort on;
                    }
                }
                server {
                    listen 127.0.0.1:%d;
                    access_log off;
                    return 200;
                }
            }
            """;

    private final Process process;
    private final RecordFile records;
    private final int port;

    public NginxOrigin(Path directory) throws IOException, InterruptedException {
        port = freePort();
        int behind = freePort();
        String headers = HEADERS.stream()
                .map(name -> "\"" + name + "\":\"$http_" + name.replace('-', '_') + "\"")
                .collect(Collectors.joining(","));
        Path config =
                Files.writeString(directory.resolve("nginx.conf"), CONFIG.formatted(headers, port, behind, behind));
        records = new RecordFile(directory.resolve("nginx.jsonl"));
        Path errors = directory.resolve("nginx.err");
        NginxProgram program = NginxProgram.find();
        ProcessBuilder builder = new ProcessBuilder(
                        program.binary(), "-p", directory + "/", "-c", config.toString(), "-e", "stderr")
                .redirectErrorStream(true)
                .redirectOutput(errors.toFile());
        builder.environment().putAll(program.environment());
        process = builder.start();
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!accepts()) {
            if (!process.isAlive() || System.nanoTime() > until) {
                process.destroyForcibly();
                throw new IOException("nginx does not listen: " + Files.readString(errors));
            }
            Thread.sleep(10);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean accepts() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port));
            return true;
        } catch (IOException notYet) {
            return false;
        }
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
