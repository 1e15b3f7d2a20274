package io.cloakroom.rules.wire.site;

import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import io.cloakroom.rules.engine.recognize.Problem;
import io.cloakroom.rules.wire.site.AnswerFormat.TextRule;
import io.cloakroom.rules.wire.site.SiteDescriptor.Request;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is wrong with a descriptor, beyond what keeps it from being read: what would mislead whoever relies on it. */
public final class SiteLint {

    private static final String BESIDE = " > ";
    private static final String RESOLVE =
            "leave it out here or there; services without a descriptor stand in catalogue/services.yaml";
    private static final Pattern QUOTED = Pattern.compile("'([^']+)'");

    /** Fields in which people type; what is one word in them would not be inspected. */
    private static final Set<String> TYPED = Set.of("content", "input", "message", "prompt", "query", "text", "title");

    private final String file;
    private final String yaml;
    private final List<Problem> problems = new ArrayList<>();
    private final @Nullable Site site;

    private SiteLint(String file, String yaml) {
        this.file = file;
        this.yaml = yaml;
        this.site = read();
    }

    /**
     * @param files descriptors by the names of their files, which should be those of the sites; they must leave each other's hosts alone
     * @param others sites whose hosts the descriptors must leave to them
     * @return problems in the order of the files, and of each one's keys; none when they are fine
     */
    public static List<Problem> of(Map<String, String> files, List<Site> others) {
        List<SiteLint> lints = files.entrySet().stream()
                .map(file -> new SiteLint(file.getKey(), file.getValue()))
                .toList();
        for (SiteLint lint : lints) {
            Stream<Site> named =
                    lints.stream().filter(other -> other != lint).flatMap(other -> Stream.ofNullable(other.site));
            if (lint.site != null) {
                lint.check(
                        lint.site.descriptor(),
                        Stream.concat(others.stream(), named).toList());
            }
        }
        return lints.stream().flatMap(lint -> lint.problems.stream()).toList();
    }

    private @Nullable Site read() {
        try {
            return SiteCatalogue.read(file, yaml);
        } catch (InvalidYamlException e) {
            int line = e.line() > 1 ? e.line() : lineOfQuoted(e.problem());
            problems.add(new Problem(file, line, e.problem(), e.remedy()));
            return null;
        }
    }

    private void check(SiteDescriptor site, List<Site> others) {
        String name = String.valueOf(Path.of(file).getFileName());
        if (!name.equals(site.id() + ".yaml")) {
            add(
                    key("id", site.id()),
                    "site '" + site.id() + "' in a file called " + name,
                    "call the file " + site.id() + ".yaml");
        }
        if (site.facts() == null && !site.requests().isEmpty()) {
            add(
                    key("id", site.id()),
                    "no facts",
                    "write the day on which its sources were last read, such as facts: 2026-11-23");
        }
        if (others.stream().anyMatch(other -> other.id().equals(site.id()))) {
            add(key("id", site.id()), "another site has the id '" + site.id() + "'", RESOLVE);
        }
        site.hosts().forEach(host -> host(host, others));
        for (int i = 0; i < site.requests().size(); i++) {
            request(site.requests().get(i), site.requests().subList(0, i));
        }
        for (String field : site.ownFields()) {
            if (TYPED.contains(field)) {
                add(
                        Pattern.compile("own_fields:(?s:.*?)\\b" + Pattern.quote(field) + "\\b"),
                        "own field '" + field
                                + "' is one in which people type, and one word in it would not be inspected",
                        "take it out of own_fields");
            }
        }
        site.answers().forEach(this::answer);
    }

    private void host(SiteDescriptor.Host host, List<Site> others) {
        for (Site other : others) {
            if (other.descriptor().hosts().stream()
                    .anyMatch(known -> known.pattern().equals(host.pattern()))) {
                add(
                        Pattern.compile(Pattern.quote(host.pattern())),
                        "host " + host.pattern() + " is one of site '" + other.id()
                                + "' already, and a host has one site",
                        RESOLVE);
            }
        }
    }

    private void request(Request request, List<Request> before) {
        for (Request earlier : before) {
            if (earlier.name().equals(request.name())) {
                add(
                        key("name", request.name()),
                        "two requests are called '" + request.name() + "'",
                        "say what tells them apart");
            }
            if (earlier.path().equals(request.path()) && earlier.methods().containsAll(request.methods())) {
                add(
                        key("name", request.name()),
                        "request '" + request.name() + "' is never reached, since '" + earlier.name()
                                + "' before it has the same methods and path",
                        "make one of both");
            }
        }
        if (request.conversation() != null && request.path().contains("(?P<conversation>")) {
            add(
                    key("name", request.name()),
                    "request '" + request.name()
                            + "' names the conversation in its path, so that conversation is not asked",
                    "leave out one of both");
        }
        if (request.piece() && !request.text().isEmpty()) {
            add(
                    key("name", request.name()),
                    "request '" + request.name()
                            + "' is a piece of a file, which is not inspected, so that text is not asked",
                    "leave out one of both");
        }
        if (request.everything() && request.text().isEmpty()) {
            add(
                    key("name", request.name()),
                    "request '" + request.name() + "' has no text, so that everything is inspected anyhow",
                    "leave out everything, or say where text was seen");
        }
    }

    private void answer(AnswerFormat answer) {
        List<String> paths = answer.text().stream().map(TextRule::path).toList();
        for (String path : paths) {
            for (String inner : paths) {
                if (inner.startsWith(path + BESIDE)) {
                    add(
                            Pattern.compile(Pattern.quote(inner)),
                            "answer '" + answer.id() + "' has text at " + path + " and inside of it, at " + inner
                                    + ", and one string cannot be restored twice",
                            "leave out " + path);
                }
            }
        }
    }

    private void add(Pattern where, String message, String remedy) {
        problems.add(new Problem(file, line(where), message, remedy));
    }

    /** The line of the first thing in quotes that the descriptor holds, for problems that were found when it had been read. */
    private int lineOfQuoted(String message) {
        Matcher quoted = QUOTED.matcher(message);
        while (quoted.find()) {
            int named = line(key("name", quoted.group(1)));
            int line = named > 1 ? named : line(Pattern.compile(Pattern.quote(quoted.group(1))));
            if (line > 1) {
                return line;
            }
        }
        return 1;
    }

    /** Where a key has this value, in quotes or not. */
    private static Pattern key(String key, String value) {
        return Pattern.compile("\\b" + key + ": *[\"']?" + Pattern.quote(value) + "[\"']?(?=\\s|,|}|$)");
    }

    /** The line on which the last of what fits ends, from 1; 1 when nothing does. */
    private int line(Pattern where) {
        Matcher found = where.matcher(yaml);
        int at = 0;
        while (found.find()) {
            at = found.end();
        }
        return (int) yaml.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
    }
}
