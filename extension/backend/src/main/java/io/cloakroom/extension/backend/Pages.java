package io.cloakroom.extension.backend;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.cloakroom.rules.engine.Installation;
import io.cloakroom.rules.engine.Person;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The pages people read, and the files they are made of. */
final class Pages {

    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Pages.class.getClassLoader(), "io.cloakroom.extension.backend.jte");

    private final BackendServices services;

    Pages(BackendServices services) {
        this.services = services;
    }

    void index(Context context) {
        List<Installation.Health> faults = services.installation().health().stream()
                .filter(part -> !part.ready())
                .toList();
        render(context, "index.jte", Map.of("faults", faults));
    }

    void mine(Context context) {
        Person person = services.persons().apply(Guard.peer(context));
        MinePage page = MinePage.of(
                services.originals().all(person),
                services.transfers().transfers().stream()
                        .filter(transfer -> transfer.user().equals(person.user()))
                        .toList(),
                ZoneId.systemDefault());
        render(context, "mine.jte", Map.of("page", page));
    }

    void setup(Context context) {
        String agent = Objects.requireNonNullElse(context.userAgent(), "");
        String base = context.scheme() + "://" + context.host();
        render(
                context,
                "setup.jte",
                Map.of("page", SetupPage.of(services.installation().caFingerprint(), base, agent)));
    }

    void certificate(Context context) {
        // Windows and most Linux tools open a certificate only when it ends in .crt, whatever is in it.
        context.header("Content-Disposition", "attachment; filename=\"cloakroom-ca.crt\"");
        context.contentType("application/x-pem-file")
                .result(services.installation().caPem());
    }

    void proxyAutoConfig(Context context) {
        Installation installation = services.installation();
        context.contentType(ProxyAutoConfig.CONTENT_TYPE)
                .result(ProxyAutoConfig.script(installation.proxyAddress(), installation.proxiedHosts()));
    }

    static void problem(Context context, Problem problem) {
        render(context, "problem.jte", Map.of("problem", problem));
    }

    /** @throws IllegalStateException when the program was packaged without the file */
    static void resource(Context context, String name, String contentType) {
        try (InputStream file = Pages.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("the program lacks its file " + name);
            }
            context.contentType(contentType).result(file.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException("the program's file " + name + " cannot be read", e);
        }
    }

    private static void render(Context context, String template, Map<String, Object> values) {
        StringOutput page = new StringOutput();
        TEMPLATES.render(template, values, page);
        context.html(page.toString());
    }
}
