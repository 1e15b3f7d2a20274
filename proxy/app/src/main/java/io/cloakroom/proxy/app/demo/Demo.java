package io.cloakroom.proxy.app.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloakroom.proxy.app.Cloakroom;
import io.cloakroom.proxy.app.Config;
import io.cloakroom.proxy.app.Directories;
import io.cloakroom.proxy.app.Terminal;
import io.cloakroom.proxy.app.TransferTable;
import io.cloakroom.proxy.testkit.LoopbackInternet;
import io.cloakroom.rules.engine.policy.Policies;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Starts the loopback internet and a real Cloakroom before it, and tells every story. */
public final class Demo {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final boolean json;
    private final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    private final Terminal terminal = new Terminal(out);
    private final Screen screen = new Screen(out, terminal);

    /** @param json one object per story instead of text */
    public Demo(boolean json) {
        this.json = json;
    }

    /**
     * @param once return after the last story, else stay up until the process is ended
     * @param open start a browser for prompts of one's own
     */
    public void run(boolean once, boolean open) throws Exception {
        Path directory = Files.createTempDirectory("cloakroom-demo");
        try (LoopbackInternet internet = new LoopbackInternet()) {
            Path trust = Files.writeString(
                    directory.resolve("loopback-root.pem"), internet.pki().rootPem());
            Config config =
                    Config.defaults().withPorts(0, 0).withUpstream(internet.addresses(), List.of(trust.toString()));
            try (Cloakroom cloakroom = Cloakroom.start(config, directory, directory.resolve("data"))) {
                tell(internet, cloakroom);
                if (open) {
                    DemoBrowser.open(
                            Files.createDirectory(directory.resolve("browser")),
                            cloakroom.proxyPort(),
                            cloakroom.installation().caPem(),
                            "https://chatgpt.com/");
                }
                if (!once) {
                    stay(cloakroom);
                }
            }
        } finally {
            Directories.delete(directory);
        }
    }

    private void tell(LoopbackInternet internet, Cloakroom cloakroom) throws Exception {
        if (!json) {
            screen.title();
        }
        int number = 0;
        try (Stage stage = new Stage(
                internet,
                cloakroom.consoleUrl(),
                cloakroom.proxyPort(),
                cloakroom.installation().caPem(),
                cloakroom.catalogue(),
                cloakroom.vault(),
                cloakroom.config().identity().defaultUser())) {
            for (Story story : Story.all()) {
                cloakroom.activate(Policies.preset(story.policy()));
                Outcome outcome = stage.play(++number, story);
                if (json) {
                    out.println(JSON.writeValueAsString(outcome));
                } else {
                    screen.story(outcome);
                }
            }
        }
        if (!json) {
            terminal.table(
                    "Transfer register: who received what",
                    TransferTable.rows(cloakroom.transfers().transfers()));
        }
    }

    private void stay(Cloakroom cloakroom) throws InterruptedException {
        if (!json) {
            terminal.line("");
            terminal.line("Console " + cloakroom.consoleUrl() + "   your own page " + cloakroom.consoleUrl() + "/mine");
            terminal.line("Proxy   127.0.0.1:" + cloakroom.proxyPort()
                    + "   (Ctrl-C ends the demo and deletes everything it made)");
        }
        new CountDownLatch(1).await();
    }
}
