package io.cloakroom.benchmarks.quality;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The project's own set of prompts: one file a language, {@code <language>.txt}. A prompt begins with a line {@code == id kind}, or
 * {@code == id kind language} in a file of several languages; its messages are divided by lines {@code --}; labels are {@link Markup}. What
 * stands before the first prompt is a comment.
 *
 * @param prompts all of them, harmless ones and conversations included
 */
record EvaluationSet(List<Prompt> prompts) {

    private static final String HEAD = "== ";
    private static final String NEXT_MESSAGE = "\n--\n";

    /** What a harmless prompt must not hold: what is personal wherever it stands. Names, places and dates are no matter. */
    static final Set<String> STRUCTURED = Set.of(
            "ID_NUMBER",
            "PASSPORT",
            "DRIVER_LICENSE",
            "CREDIT_CARD",
            "IBAN",
            "BANK_ACCOUNT",
            "PHONE",
            "EMAIL",
            "MAC",
            "CRYPTO_ADDRESS",
            "SECRET",
            "PASSWORD",
            "DATE_OF_BIRTH",
            "ADDRESS",
            "MEDICAL",
            "DEVICE_ID",
            "VEHICLE");

    EvaluationSet {
        prompts = List.copyOf(prompts);
    }

    static EvaluationSet read(Path folder) throws IOException {
        List<Prompt> prompts = new ArrayList<>();
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path :
                    paths.filter(p -> p.toString().endsWith(".txt")).sorted().toList()) {
                String name = path.getFileName().toString();
                readFile(Files.readString(path), name.substring(0, name.length() - 4), prompts);
            }
        }
        if (prompts.isEmpty()) {
            throw new IOException("no prompts in " + folder + "; name the folder evaluation of benchmarks");
        }
        return new EvaluationSet(prompts);
    }

    private static void readFile(String file, String language, List<Prompt> out) {
        String[] parts = ("\n" + file.replace("\r\n", "\n")).split("\n" + HEAD, -1);
        for (int i = 1; i < parts.length; i++) {
            int endOfHead = parts[i].indexOf('\n');
            String[] head = parts[i].substring(0, endOfHead).trim().split(" ", -1);
            String body = parts[i].substring(endOfHead + 1).strip();
            List<Labelled> messages = new ArrayList<>();
            for (String message : body.split(NEXT_MESSAGE, -1)) {
                messages.add(Markup.read(head[0] + (messages.isEmpty() ? "" : "#" + messages.size()), message));
            }
            out.add(new Prompt(head[0], head.length > 2 ? head[2] : language, head[1], messages));
        }
    }

    Set<String> languages() {
        Set<String> languages = new TreeSet<>();
        prompts.forEach(prompt -> languages.add(prompt.language()));
        return languages;
    }

    /** The labelled prompts of a language, and the harmless ones of all, as files: what {@code score.py} and its like read. */
    List<LabelledFile> files() {
        List<LabelledFile> files = new ArrayList<>();
        Set<String> types = new TreeSet<>(prompts.stream()
                .flatMap(p -> p.messages().stream())
                .flatMap(m -> m.labels().stream())
                .map(Label::type)
                .toList());
        for (String language : languages()) {
            List<Labelled> texts = texts(prompts.stream()
                    .filter(p -> !p.harmless() && p.language().equals(language))
                    .toList());
            files.add(new LabelledFile(language, false, types, texts));
        }
        files.add(new LabelledFile(
                Prompt.HARMLESS,
                true,
                new TreeSet<>(STRUCTURED),
                texts(prompts.stream().filter(Prompt::harmless).toList())));
        return files;
    }

    private static List<Labelled> texts(List<Prompt> prompts) {
        return prompts.stream().flatMap(p -> p.messages().stream()).toList();
    }
}
