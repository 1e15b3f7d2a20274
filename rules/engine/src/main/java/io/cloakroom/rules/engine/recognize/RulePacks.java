package io.cloakroom.rules.engine.recognize;

import io.cloakroom.rules.engine.Content;
import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import io.cloakroom.rules.engine.recognize.RulePack.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A set of rule packs, and what they are not to find; immutable.
 *
 * @param packs in order of their ids
 * @param dictionaries ids of the packs of an installation that list terms; allow lists do not silence these
 * @param version changes whenever a pack or an allow list does
 */
public record RulePacks(List<RulePack> packs, AllowLists allowed, Set<String> dictionaries, String version) {

    private static final String ALLOW_LIST = ".allow.yaml";

    public RulePacks {
        packs = List.copyOf(packs);
        dictionaries = Set.copyOf(dictionaries);
    }

    /** No packs. */
    public static RulePacks none() {
        return new RulePacks(List.of(), AllowLists.NONE, Set.of(), "0");
    }

    /**
     * The packs on the class path. The build runs their examples, so loading does not.
     *
     * @throws IllegalStateException when the program lacks its packs
     */
    public static RulePacks shipped() {
        return of(Content.SHIPPED);
    }

    /**
     * The packs of a content. Their examples were run before it came into use, so loading does not.
     *
     * @throws IllegalStateException when it lacks its packs
     */
    public static RulePacks of(Content content) {
        byte[] bundle = content.file(PackBundle.PATH);
        return new RulePacks(sorted(PackBundle.read(bundle)), AllowLists.NONE, Set.of(), version(Stream.of(bundle)));
    }

    /**
     * Reads a pack or a directory of packs ({@code *.yaml}, with its subdirectories) and runs their examples.
     *
     * @throws InvalidPacksException when any of them is wrong; none is loaded then
     */
    public static RulePacks load(Path fileOrDirectory) throws IOException, InvalidPacksException {
        List<RulePack> packs = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        Map<String, String> fileById = new LinkedHashMap<>();
        for (PackFile file : files(fileOrDirectory)) {
            PackTest test = PackTest.run(file);
            problems.addAll(test.problems());
            RulePack pack = test.pack();
            if (pack != null) {
                packs.add(pack);
                String other = fileById.putIfAbsent(pack.id(), file.name());
                if (other != null) {
                    problems.add(new Problem(
                            file.name(), 1, "id '" + pack.id() + "' is also that of " + other, "give it another id"));
                }
            }
        }
        AllowLists allowed = new AllowLists(allowLists(fileOrDirectory, problems));
        if (!problems.isEmpty()) {
            throw new InvalidPacksException(problems);
        }
        Set<String> dictionaries = packs.stream()
                .filter(p -> !p.deny().isEmpty())
                .map(RulePack::id)
                .collect(Collectors.toSet());
        return of(packs, allowed, dictionaries);
    }

    private static RulePacks of(List<RulePack> packs, AllowLists allowed, Set<String> dictionaries) {
        List<RulePack> sorted = sorted(packs);
        Stream<String> written = Stream.concat(
                sorted.stream().map(RulePack::toString), Stream.of(allowed.isEmpty() ? "" : allowed.toString()));
        return new RulePacks(sorted, allowed, dictionaries, version(written.map(RulePacks::bytes)));
    }

    private static List<AllowList> allowLists(Path fileOrDirectory, List<Problem> problems) throws IOException {
        List<AllowList> lists = new ArrayList<>();
        for (Path path : paths(fileOrDirectory)) {
            if (path.toString().endsWith(ALLOW_LIST)) {
                try {
                    lists.add(AllowLists.read(path.toString(), Files.readString(path)));
                } catch (InvalidYamlException e) {
                    problems.add(new Problem(e.source(), e.line(), e.problem(), e.remedy()));
                }
            }
        }
        return lists;
    }

    /** What is wrong with the form of a pack, an allow list or a directory of them; examples are not run. */
    public static List<Problem> lint(Path fileOrDirectory) throws IOException {
        List<Problem> problems = new ArrayList<>();
        files(fileOrDirectory).forEach(f -> problems.addAll(f.lint()));
        allowLists(fileOrDirectory, problems);
        return problems;
    }

    /** Checks a pack, an allow list or a directory of them and runs the examples of packs; one result per file, allow lists only when wrong. */
    public static List<PackTest> test(Path fileOrDirectory) throws IOException {
        List<PackTest> tests = new ArrayList<>();
        files(fileOrDirectory).forEach(f -> tests.add(PackTest.run(f)));
        List<Problem> problems = new ArrayList<>();
        allowLists(fileOrDirectory, problems);
        problems.forEach(p -> tests.add(new PackTest(p.file(), null, 0, List.of(p))));
        return tests;
    }

    /**
     * Checks one pack that stands alone and runs its examples.
     *
     * @param name of its file, for messages
     */
    public static PackTest test(String name, String yaml) {
        return PackTest.run(new PackFile(name, yaml));
    }

    private static List<PackFile> files(Path fileOrDirectory) throws IOException {
        List<PackFile> files = new ArrayList<>();
        for (Path path : paths(fileOrDirectory)) {
            if (!path.toString().endsWith(ALLOW_LIST)) {
                files.add(new PackFile(path.toString(), Files.readString(path), path.getParent()));
            }
        }
        return files;
    }

    private static List<Path> paths(Path fileOrDirectory) throws IOException {
        try (Stream<Path> paths = Files.walk(fileOrDirectory)) {
            return paths.filter(Files::isRegularFile)
                    .filter(p -> p.toString().endsWith(".yaml") || p.equals(fileOrDirectory))
                    .sorted()
                    .toList();
        }
    }

    /** These packs and others; where both have an id, the other's pack replaces this one's. */
    public RulePacks with(RulePacks others) {
        if (others.packs.isEmpty() && others.allowed.isEmpty()) {
            return this;
        }
        Map<String, RulePack> byId = new LinkedHashMap<>();
        packs.forEach(p -> byId.put(p.id(), p));
        others.packs.forEach(p -> byId.put(p.id(), p));
        Set<String> terms = new HashSet<>(dictionaries);
        terms.addAll(others.dictionaries);
        return of(List.copyOf(byId.values()), allowed.with(others.allowed), terms);
    }

    /** The packs that take part. */
    public List<RulePack> stable() {
        return packs.stream().filter(p -> p.status() == Status.STABLE).toList();
    }

    private static List<RulePack> sorted(List<RulePack> packs) {
        return packs.stream().sorted((a, b) -> a.id().compareTo(b.id())).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String version(Stream<byte[]> parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            parts.forEach(digest::update);
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Packs that cannot be loaded, and why. */
    public static final class InvalidPacksException extends Exception {

        private static final long serialVersionUID = 1;

        private final transient List<Problem> problems;

        InvalidPacksException(List<Problem> problems) {
            super(String.join("\n", problems.stream().map(Problem::toString).toList()));
            this.problems = List.copyOf(problems);
        }

        public List<Problem> problems() {
            return problems;
        }
    }
}
