package io.cloakroom.proxy.app.demo;

import io.cloakroom.proxy.app.demo.Outcome.Left;
import io.cloakroom.proxy.app.demo.Story.Through;
import io.cloakroom.proxy.testkit.LoopbackInternet;
import io.cloakroom.proxy.testkit.PlainProxy;
import io.cloakroom.proxy.testkit.Recorder.Recorded;
import io.cloakroom.proxy.testkit.VisibleText;
import io.cloakroom.rules.engine.Recipient;
import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.engine.Vault.Placeholder;
import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import io.cloakroom.rules.wire.site.SiteDescriptor.Restore;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Plays stories: sends the prompt, then asks the recipients' recorder what happened. */
final class Stage implements AutoCloseable {

    private static final Map<String, String> CHAT_HOSTS =
            Map.of("chatgpt", "chatgpt.com", "deepseek", "chat.deepseek.com", "openai-api", "api.openai.com");

    private final LoopbackInternet internet;
    private final SiteCatalogue catalogue;
    private final Vault vault;
    private final String user;
    private final PlainProxy plain;
    private final Visitor unprotected;
    private final Visitor visitor;
    private final Extension extension;

    /**
     * @param consoleUrl where its console listens
     * @param proxyPort where Cloakroom's proxy listens, and {@code caPem} its certificate authority
     * @param user whose vault the stories fill
     */
    Stage(
            LoopbackInternet internet,
            String consoleUrl,
            int proxyPort,
            String caPem,
            SiteCatalogue catalogue,
            Vault vault,
            String user)
            throws IOException {
        this.internet = internet;
        this.catalogue = catalogue;
        this.vault = vault;
        this.user = user;
        this.plain = new PlainProxy(internet.addresses());
        this.unprotected = new Visitor(plain.port(), internet.pki().rootPem());
        this.visitor = new Visitor(proxyPort, caPem);
        this.extension = new Extension(consoleUrl);
    }

    Outcome play(int number, Story story) throws IOException, InterruptedException {
        boolean cloakroom = story.through() == Through.CLOAKROOM;
        String host = Objects.requireNonNull(CHAT_HOSTS.get(story.site()), story.site());
        internet.recorder().clear();
        String answer = (cloakroom ? visitor : unprotected).ask(story.site(), story.prompt());
        List<Left> left = internet.recorder().all().stream()
                .filter(r -> r.body().length > 0)
                .map(this::left)
                .toList();
        String cameBack = internet.recorder().answersOf(host).stream()
                .map(answered -> VisibleText.read(host, answered.text()))
                .collect(Collectors.joining("\n"));
        String page = VisibleText.read(host, answer);
        boolean outside =
                cloakroom && Objects.requireNonNull(catalogue.site(host), host).restore() == Restore.EXTENSION;
        return new Outcome(
                number,
                story.title(),
                story.site(),
                story.policy(),
                cloakroom,
                story.prompt(),
                left,
                cameBack,
                page,
                outside ? extension.read(story.site(), page) : page,
                withheld(left),
                story.site().equals("openai-api") ? Visitor.toolArguments(answer) : null,
                story.missed(),
                story.note());
    }

    private Left left(Recorded recorded) {
        Site site = Objects.requireNonNull(catalogue.site(recorded.host()), recorded.host());
        Recipient recipient = site.recipient(recorded.host(), "prompt");
        return new Left(recorded.host(), recipient.operator(), recipient.jurisdiction(), recorded.text());
    }

    /** The vault's placeholders that stand in what left. */
    private Map<String, String> withheld(List<Left> left) {
        Map<String, String> withheld = new LinkedHashMap<>();
        for (Placeholder placeholder : vault.values(user)) {
            if (left.stream().anyMatch(l -> l.text().contains(placeholder.token()))) {
                withheld.put(placeholder.token(), placeholder.original());
            }
        }
        return withheld;
    }

    @Override
    public void close() throws IOException {
        plain.close();
    }
}
