package io.cloakroom.proxy.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Proxy, backend and console in one process. */
@Command(name = "serve", description = "Runs the proxy, the backend and the console.", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    @Option(names = "--config", description = "Configuration file (see docs/configuration.md).")
    private @Nullable Path config;

    @Option(
            names = "--data-dir",
            description = "Where keys, vault and journal are kept (default: ~/.local/share/cloakroom).")
    private @Nullable Path dataDir;

    @Option(names = "--proxy-port", description = "Port of the proxy; 0 lets the system choose (default: 8180).")
    private @Nullable Integer proxyPort;

    @Option(
            names = "--console-port",
            description = "Port of backend and console; 0 lets the system choose (default: 8181).")
    private @Nullable Integer consolePort;

    @Override
    public Integer call() throws Exception {
        Config settings = config == null ? Config.defaults() : Config.read(config);
        settings = settings.withPorts(
                proxyPort == null ? settings.proxy().port() : proxyPort,
                consolePort == null ? settings.console().port() : consolePort);
        Path base = config == null ? Path.of("") : config.resolveSibling("");
        Cloakroom cloakroom = Cloakroom.start(settings, base, dataDir == null ? Directories.data() : dataDir);
        StopSignals.handle(cloakroom::close);
        cloakroom.reload().onHangUp(config, settings);
        System.out.println("cloakroom ready proxy=" + settings.proxy().bind() + ":" + cloakroom.proxyPort()
                + " console=" + cloakroom.consoleUrl());
        System.out.flush();
        new CountDownLatch(1).await();
        return Main.FINE;
    }
}
