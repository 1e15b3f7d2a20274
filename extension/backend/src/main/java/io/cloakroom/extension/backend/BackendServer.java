package io.cloakroom.extension.backend;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinLogger;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.util.List;

/** The HTTP server on the console port: the extension's API, the person's own page, the set-up pages, and what watches the program. */
public final class BackendServer implements AutoCloseable {

    private final BackendConfig config;
    private final Javalin server;

    /** Does not listen yet. */
    public BackendServer(BackendConfig config, BackendServices services) {
        this.config = config;
        this.server = Javalin.create(javalin -> configure(javalin, config, services));
    }

    /**
     * Listens, and returns when connections are accepted.
     *
     * @throws UncheckedIOException when the address cannot be bound; its message says what to do
     */
    public BackendServer start() {
        try {
            server.start(config.host(), config.port());
            return this;
        } catch (JavalinBindException e) {
            BindException cause = new BindException("The console cannot listen on " + config.host() + ":"
                    + config.port() + ". Stop what listens there, or choose another port with --console-port.");
            cause.initCause(e);
            throw new UncheckedIOException(cause);
        }
    }

    /** The port it listens on, also when the configuration left it open. */
    public int port() {
        return server.port();
    }

    /** Stops listening. A stopped server is not started again. */
    public void stop() {
        server.stop();
    }

    @Override
    public void close() {
        stop();
    }

    private static void configure(JavalinConfig javalin, BackendConfig config, BackendServices services) {
        // Javalin logs messages of exceptions, which may quote content; what matters is logged by ErrorAnswers and
        // thrown by start().
        JavalinLogger.enabled = false;
        javalin.startup.showJavalinBanner = false;
        javalin.startup.showOldJavalinVersionWarning = false;
        javalin.startup.startupWatcherEnabled = false;
        javalin.concurrency.useVirtualThreads = true;
        javalin.http.prefer405over404 = true;
        javalin.jetty.modifyServer(jetty -> jetty.setErrorHandler(new ErrorAnswers.Malformed()));
        javalin.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setSendXPoweredBy(false);
        });
        new JvmMemoryMetrics().bindTo(services.meters());
        new JvmThreadMetrics().bindTo(services.meters());
        serve(javalin, new Guard(config), Routes.all(config, services));
    }

    private static void serve(JavalinConfig javalin, Guard guard, List<Route> routes) {
        javalin.routes.before(context -> {
            Guard.protect(context::header);
            guard.checkHost(context);
        });
        for (Route route : routes) {
            javalin.routes.addHttpHandler(route.method(), route.path(), context -> serve(context, guard, route));
            if (route.access() == Route.Access.EXTENSION) {
                javalin.routes.addHttpHandler(
                        HandlerType.OPTIONS, route.path(), context -> guard.preflight(context, route));
            }
        }
        new ErrorAnswers(routes).register(javalin);
    }

    private static void serve(Context context, Guard guard, Route route) throws Exception {
        guard.check(context, route.access());
        route.handler().handle(context);
    }
}
