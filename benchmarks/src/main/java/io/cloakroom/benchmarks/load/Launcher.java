package io.cloakroom.benchmarks.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Starts the origin and what stands before it, each in a process of its own on ports that the system chooses. */
final class Launcher {

    private static final Pattern READY = Pattern.compile("ready (\\d+)\n");
    private static final Pattern SERVING =
            Pattern.compile("cloakroom ready proxy=127\\.0\\.0\\.1:(\\d+) console=(http://\\S+)");

    private final Path directory;
    private final Child origin;
    private final int originPort;
    private final Path originRoot;

    private Launcher(Path directory, Child origin, int originPort, Path originRoot) {
        this.directory = directory;
        this.origin = origin;
        this.originPort = originPort;
        this.originRoot = originRoot;
    }

    /** @param directory for everything that is written, on the disk whose syncs count */
    static Launcher withOrigin(Path directory) throws IOException, InterruptedException {
        Path root = directory.resolve("origin.pem");
        Child origin = Child.start("origin", directory, java(List.of("-Xmx512m"), Origin.class, root.toString()));
        int port = Integer.parseInt(origin.said(READY).group(1));
        return new Launcher(directory, origin, port, root);
    }

    Child origin() {
        return origin;
    }

    /**
     * Starts one.
     *
     * @param name keeps apart what several of the same kind write
     * @param before put before the command of one of ours
     */
    Party start(Peer peer, String name, List<String> before) throws IOException, InterruptedException {
        return switch (peer) {
            case DIRECT -> new Party(Way.direct(new InetSocketAddress("127.0.0.1", originPort), originRoot), null);
            case LITTLEPROXY -> ours(name, before, PlainInterception.class);
            case GATE -> ours(name, before, BareGate.class);
            case CLOAKROOM -> cloakroom(name, before);
            case MITMPROXY -> mitmproxy(name);
            case SQUID -> squid(name);
        };
    }

    private Party ours(String name, List<String> before, Class<?> main) throws IOException, InterruptedException {
        Path root = directory.resolve(name + ".pem");
        List<String> command = new ArrayList<>(before);
        command.addAll(java(asCloakroom(), main, Integer.toString(originPort), originRoot.toString(), root.toString()));
        Child child = Child.start(name, directory, command);
        return party(child, Integer.parseInt(child.said(READY).group(1)), root);
    }

    private Party cloakroom(String name, List<String> before) throws IOException, InterruptedException {
        Path config = Files.writeString(
                directory.resolve(name + ".yaml"),
                "upstream:\n  hosts: { " + Prompts.HOST + ": \"127.0.0.1:" + originPort + "\" }\n  trust: ["
                        + originRoot + "]\n");
        List<String> command = new ArrayList<>(before);
        command.addAll(java(asCloakroom(), io.cloakroom.proxy.app.Main.class, "serve", "--config"));
        command.addAll(
                List.of(config.toString(), "--data-dir", directory.resolve(name).toString()));
        command.addAll(List.of("--proxy-port", "0", "--console-port", "0"));
        Child child = Child.start(name, directory, command);
        Matcher serving = child.said(SERVING);
        Path root = directory.resolve(name + ".pem");
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI address = URI.create(serving.group(2) + "/ca.pem");
            client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofFile(root));
        }
        return party(child, Integer.parseInt(serving.group(1)), root);
    }

    private Party mitmproxy(String name) throws IOException, InterruptedException {
        Path home = Files.createDirectory(directory.resolve(name));
        Path redirect = Files.writeString(
                home.resolve("redirect.py"),
                "def server_connect(data):\n    data.server.address = (\"127.0.0.1\", " + originPort + ")\n");
        int port = freePort();
        List<String> command = new ArrayList<>(List.of("mitmdump", "-q", "--listen-host", "127.0.0.1"));
        command.addAll(List.of("--listen-port", Integer.toString(port), "-s", redirect.toString()));
        command.addAll(List.of("--set", "confdir=" + home, "--set", "flow_detail=0"));
        command.addAll(List.of("--set", "ssl_verify_upstream_trusted_ca=" + originRoot));
        Child child = Child.start(name, directory, command);
        listening(child, port);
        return party(child, port, home.resolve("mitmproxy-ca-cert.pem"));
    }

    private Party squid(String name) throws IOException, InterruptedException {
        int port = freePort();
        SquidFiles files = SquidFiles.write(directory.resolve(name), port, originPort, originRoot);
        Child child = Child.start(
                name,
                directory,
                List.of(SquidFiles.PROGRAM, "-N", "-f", files.config().toString()));
        listening(child, port);
        return party(child, port, files.root());
    }

    private static Party party(Child child, int port, Path root) throws IOException {
        return new Party(Way.through(new InetSocketAddress("127.0.0.1", port), root), child);
    }

    /** The options of {@code ./cloakroom}, with the heap that is promised to be enough. */
    private static List<String> asCloakroom() {
        return List.of(
                "-XX:+UseSerialGC",
                "-Xmn96m",
                "-Xmx384m",
                "-XX:ThreadPriorityPolicy=1",
                "-XX:JavaPriority1_To_OSPriority=10",
                "-XX:JavaPriority2_To_OSPriority=5",
                "-XX:CompilerThreadPriority=5");
    }

    private static List<String> java(List<String> options, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("--enable-native-access=ALL-UNNAMED");
        if (Runtime.version().feature() >= 23) {
            // Netty's memory access, which newer JDKs warn of.
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void listening(Child child, int port) throws IOException, InterruptedException {
        for (int attempt = 0; attempt < 300; attempt++) {
            child.requireAlive();
            try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                Thread.sleep(50);
            }
        }
        throw new IOException("nothing listens on port " + port);
    }
}
