package io.cloakroom.rules.wire.sketch;

import io.cloakroom.rules.wire.golden.GoldenFile;
import io.cloakroom.rules.wire.site.AnswerFormat;
import io.cloakroom.rules.wire.site.AnswerFormat.Framing;
import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import io.cloakroom.rules.wire.site.SiteDescriptor;
import io.cloakroom.rules.wire.site.SiteDescriptor.Block;
import io.cloakroom.rules.wire.site.SiteDescriptor.Kind;
import io.cloakroom.rules.wire.site.SiteDescriptor.Request;
import io.cloakroom.rules.wire.site.SiteDescriptor.Template;
import io.cloakroom.rules.wire.sketch.Places.Place;
import io.cloakroom.rules.wire.sketch.Traffic.Answer;
import io.cloakroom.rules.wire.sketch.Traffic.Exchange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * A descriptor proposed from recorded traffic.
 *
 * @param requests what its requests were made from, in their order
 * @param strangers recorded hosts that are left out
 */
public record SiteSketch(SiteDescriptor descriptor, List<RequestSketch> requests, List<String> strangers) {

    /** What a service is called and who runs it, as far as it is known. */
    private record About(String id, String name, String operator, String jurisdiction) {

        static About of(String name, String host, SiteCatalogue known) {
            String id =
                    name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
            Site site = known.site(host);
            return site == null
                    ? new About(id, name, HostSketch.family(host), UNKNOWN)
                    : new About(
                            id,
                            site.descriptor().name(),
                            site.operator(),
                            site.descriptor().jurisdiction());
        }
    }

    /** Country code for an operator nobody knows (ISO 3166-1 leaves it to users). */
    public static final String UNKNOWN = "ZZ";

    /**
     * @param name what the site is to be called, of which its id is made
     * @param today the day the recording is looked at
     * @param known says who runs a host, where it knows it
     * @throws IllegalArgumentException when nothing was recorded that a site could be told from, or the name has no letter or digit
     */
    public static SiteSketch of(Traffic traffic, String name, LocalDate today, SiteCatalogue known) {
        List<RequestSketch> sketches = requests(withReceived(traffic));
        HostSketch hosts = HostSketch.of(sketches, traffic.hosts());
        About about = About.of(name, hosts.hosts().getFirst().pattern(), known);
        Formats formats = new Formats();
        List<RequestSketch> answered = sketches.stream()
                .map(sketch -> answering(sketch, formats, traffic.answers()))
                .filter(SiteSketch::worth)
                .toList();
        formats.add("messages", socketless(traffic, answered));
        SiteDescriptor descriptor = new SiteDescriptor(
                about.id(),
                about.name(),
                about.operator(),
                about.jurisdiction(),
                today.toString(),
                SiteDescriptor.Trust.NORMAL,
                SiteDescriptor.Transport.INTERCEPT,
                SiteDescriptor.Restore.PAGE,
                false,
                null,
                null,
                answered.stream()
                        .allMatch(sketch -> sketch.request().conversation() == null
                                && !sketch.request().path().contains("(?P<conversation>")),
                hosts.hosts(),
                answered.stream().map(RequestSketch::request).toList(),
                ownFields(answered),
                formats.all(),
                block(answered, traffic.answers(), formats),
                null);
        return new SiteSketch(descriptor, answered, hosts.strangers());
    }

    /** The exchanges, and one for the WebSocket messages that a recording holds without saying which socket they came over. */
    private static List<Exchange> withReceived(Traffic traffic) {
        List<Exchange> exchanges = new ArrayList<>(traffic.exchanges());
        boolean unasked = traffic.answers().stream()
                .anyMatch(answer -> answer.contentType().equals(Traffic.WEBSOCKET));
        boolean known =
                exchanges.stream().anyMatch(exchange -> exchange.method().equals(Site.WS_RECV));
        if (unasked && !known) {
            exchanges.stream()
                    .filter(exchange -> exchange.method().equals(Site.WS_SEND))
                    .findFirst()
                    .map(sent -> new Exchange(
                            sent.name(), Site.WS_RECV, sent.host(), sent.target(), Map.of(), new byte[0], null))
                    .ifPresent(exchanges::add);
        }
        return exchanges;
    }

    /** Golden samples of the recorded traffic. They hold what was recorded, bodies and addresses, and of headers the content type alone. */
    public GoldenFile goldens() {
        return GoldenSketch.of(this);
    }

    /** The descriptor as a file, with comments that say what was guessed. */
    public String yaml() {
        return DescriptorYaml.of(this);
    }

    private static List<RequestSketch> requests(List<Exchange> exchanges) {
        Map<String, List<Exchange>> groups = new LinkedHashMap<>();
        for (Exchange exchange : exchanges) {
            if (!loaded(exchange)) {
                groups.computeIfAbsent(
                                exchange.method() + " " + Paths.general(exchange.path()), key -> new ArrayList<>())
                        .add(exchange);
            }
        }
        Set<String> names = new HashSet<>();
        return groups.entrySet().stream()
                .map(group -> RequestSketch.of(group.getValue(), group.getKey().replaceFirst("^[^ ]* ", "")))
                .map(sketch -> names.add(sketch.request().name()) ? sketch : sketch.namedByPath())
                .toList();
    }

    /** WebSocket messages of a socket that was not recorded: formats no request names are those of any socket. */
    private static List<Answer> socketless(Traffic traffic, List<RequestSketch> sketches) {
        boolean known =
                sketches.stream().anyMatch(sketch -> sketch.request().methods().contains(Site.WS_RECV));
        return traffic.answers().stream()
                .filter(answer -> !known && answer.contentType().equals(Traffic.WEBSOCKET))
                .toList();
    }

    /** Whether it only loads a part of the page. */
    private static boolean loaded(Exchange exchange) {
        Answer answer = exchange.answer();
        return exchange.body().length == 0
                && answer != null
                && Words.KNOWN.page().stream().anyMatch(answer.media()::contains);
    }

    /** Whether there is anything to say of a request: it sends something, or its answer is restored. */
    private static boolean worth(RequestSketch sketch) {
        return !sketch.request().answers().isEmpty()
                || sketch.exchanges().stream().anyMatch(exchange -> exchange.body().length > 0);
    }

    /** Names of fields whose every value the site made. */
    private static List<String> ownFields(List<RequestSketch> sketches) {
        Map<String, Boolean> own = new TreeMap<>();
        for (RequestSketch sketch : sketches) {
            for (Place place : sketch.places()) {
                if (place.field().matches("[A-Za-z_$][A-Za-z0-9_.$-]*")) {
                    own.merge(place.field(), !place.says().text(), Boolean::logicalAnd);
                }
            }
        }
        return own.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** A request with the formats of its answers; answers of which nobody knows what they answer may be those of any prompt. */
    private static RequestSketch answering(RequestSketch sketch, Formats formats, List<Answer> unasked) {
        Request request = sketch.request();
        boolean gets = request.methods().contains(Site.WS_RECV);
        boolean prompts = request.kind() == Kind.PROMPT && !request.methods().contains(Site.WS_SEND);
        List<Answer> answers = new ArrayList<>(answers(sketch));
        unasked.stream()
                .filter(answer -> answer.contentType().equals(Traffic.WEBSOCKET) ? gets : prompts)
                .filter(answer -> Framings.guess(answer) != Framing.JSON)
                .forEach(answers::add);
        List<String> ids = formats.add(sketch.word(), answers);
        boolean streams = ids.stream()
                .anyMatch(id -> formats.all().stream()
                        .anyMatch(format -> format.id().equals(id)
                                && format.framing() != Framing.JSON
                                && !format.framing().messages()));
        return sketch.answered(ids, streams && request.kind() == Kind.PROMPT);
    }

    private static Block block(List<RequestSketch> sketches, List<Answer> unasked, Formats formats) {
        List<Answer> all = new ArrayList<>(unasked);
        sketches.forEach(sketch -> all.addAll(answers(sketch)));
        Template stream = null;
        List<String> messages = List.of();
        for (Answer answer : all) {
            AnswerFormat format = formats.of(answer);
            if (format == null || format.framing() == Framing.JSON) {
                continue;
            }
            stream = stream == null ? BlockSketch.stream(format, answer) : stream;
            messages = messages.isEmpty() ? BlockSketch.messages(format, answer) : messages;
        }
        return new Block(stream, messages, BlockSketch.plain(all));
    }

    private static List<Answer> answers(RequestSketch sketch) {
        return sketch.exchanges().stream()
                .map(Exchange::answer)
                .filter(Objects::nonNull)
                .toList();
    }
}
