package io.cloakroom.proxy.app.content;

import io.cloakroom.rules.engine.Content;
import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import io.cloakroom.rules.engine.recognize.PackBundle;
import io.cloakroom.rules.engine.recognize.PackTest;
import io.cloakroom.rules.engine.recognize.RulePacks;
import io.cloakroom.rules.wire.golden.Goldens;
import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Tries content before it comes into use: reads every descriptor, replays all of their goldens, and runs all examples inside the packs.
 *
 * @param samples goldens that were replayed, and {@code examples} of packs that were run
 * @param problems what is wrong; empty when it may be used
 */
public record ContentCheck(int sites, int samples, int packs, int examples, List<String> problems) {

    private static final String DESCRIPTOR = ".yaml";
    private static final String GOLDEN = ".golden.json";

    /** @param files names of all files in it */
    public static ContentCheck of(Content content, Set<String> files) {
        List<String> problems = new ArrayList<>();
        for (String needed : List.of("sites/index.txt", "catalogue/services.yaml", PackBundle.PATH)) {
            if (!files.contains(needed)) {
                problems.add(needed + " is missing");
            }
        }
        if (!problems.isEmpty()) {
            return new ContentCheck(0, 0, 0, 0, List.copyOf(problems));
        }
        List<Site> sites = sites(content, files, problems);
        int samples =
                sites.stream().mapToInt(site -> replay(site, content, problems)).sum();
        List<PackTest> packs = packs(content, files, problems);
        int examples = packs.stream().mapToInt(PackTest::examples).sum();
        return new ContentCheck(sites.size(), samples, packs.size(), examples, List.copyOf(problems));
    }

    /** What was tried, in numbers. */
    public String summary() {
        return sites + " services with " + samples + " goldens, " + packs + " packs with " + examples + " examples";
    }

    private static List<Site> sites(Content content, Set<String> files, List<String> problems) {
        Set<String> indexed = content.text("sites/index.txt").lines().collect(Collectors.toCollection(TreeSet::new));
        Set<String> described = below(files, "sites/", DESCRIPTOR);
        if (!described.equals(indexed)) {
            problems.add("sites/index.txt lists " + indexed + ", but the descriptors are " + described);
        }
        Set<String> strangers = below(files, "sites/", GOLDEN);
        strangers.removeAll(indexed);
        strangers.forEach(id -> problems.add("sites/" + id + GOLDEN + " belongs to no descriptor"));
        if (!problems.isEmpty()) {
            return List.of();
        }
        try {
            List<Site> sites = SiteCatalogue.sites(content);
            SiteCatalogue.of(sites);
            return sites;
        } catch (InvalidYamlException | IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    private static Set<String> below(Set<String> files, String directory, String ending) {
        return files.stream()
                .filter(file -> file.startsWith(directory) && file.endsWith(ending))
                .map(file -> file.substring(directory.length(), file.length() - ending.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static int replay(Site site, Content content, List<String> problems) {
        try {
            Goldens goldens = Goldens.of(site, content);
            if (site.described() && goldens.requests().isEmpty()) {
                problems.add("sites/" + site.id() + GOLDEN
                        + " has no request, so nothing shows that its descriptor is right");
            }
            goldens.failures().forEach(failure -> problems.add(failure.toString()));
            return goldens.size();
        } catch (InvalidYamlException e) {
            problems.add(String.valueOf(e.getMessage()));
            return 0;
        }
    }

    private static List<PackTest> packs(Content content, Set<String> files, List<String> problems) {
        Map<String, String> yaml = new TreeMap<>();
        below(files, "packs/", DESCRIPTOR)
                .forEach(name -> yaml.put(
                        name + DESCRIPTOR,
                        new String(content.file("packs/" + name + DESCRIPTOR), StandardCharsets.UTF_8)));
        List<PackTest> packs = yaml.entrySet().parallelStream()
                .map(pack -> RulePacks.test("packs/" + pack.getKey(), pack.getValue()))
                .toList();
        packs.forEach(pack -> pack.problems().forEach(problem -> problems.add(problem.toString())));
        Set<String> ids = new HashSet<>();
        packs.forEach(test -> {
            if (test.pack() != null && !ids.add(test.pack().id())) {
                problems.add(test.file() + ": id '" + test.pack().id() + "' is also that of another pack");
            }
        });
        if (problems.isEmpty()) {
            same(content, yaml, problems);
        }
        return packs;
    }

    /** What is loaded must be what was tried. */
    private static void same(Content content, Map<String, String> yaml, List<String> problems) {
        try {
            if (!PackBundle.isOf(content.file(PackBundle.PATH), yaml)) {
                problems.add(PackBundle.PATH + " is not what the packs beside it say");
            }
        } catch (InvalidYamlException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }
}
