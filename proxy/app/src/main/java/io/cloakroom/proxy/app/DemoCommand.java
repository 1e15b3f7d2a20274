package io.cloakroom.proxy.app;

import io.cloakroom.proxy.app.demo.Demo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The whole story, offline. */
@Command(
        name = "demo",
        description = "Shows the whole story offline: typed, left the network, came back, shown.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    @Option(names = "--once", description = "Exit after the last story instead of staying up.")
    private boolean once;

    @Option(names = "--json", description = "One JSON object per story instead of text.")
    private boolean json;

    @Option(
            names = "--open",
            description = "Open Chromium with a throw-away profile that alone trusts the demo's certificate authority.")
    private boolean open;

    @Override
    public Integer call() throws Exception {
        new Demo(json).run(once, open);
        return Main.FINE;
    }
}
