package io.cloakroom.benchmarks;

import io.cloakroom.rules.engine.recognize.RulePacks;
import io.cloakroom.rules.engine.recognize.RulePacks.InvalidPacksException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;

/** Rule packs made up to see what many of them cost. */
public final class Packs {

    private static final String TOKEN = """
            id: made-up-%1$d
            type: SECRET
            subtype: made-up-%1$d
            source: https://example.com/made-up
            keywords: ['%2$s_']
            reach: 40
            within: token
            patterns:
              - {name: token, regex: '%2$s_[A-Za-z0-9]{20}', confidence: 0.9}
            examples:
              match:
                - text: 'key %2$s_4fA9cKe72LmQx0Zt8RbW'
                  value: '%2$s_4fA9cKe72LmQx0Zt8RbW'
            """;

    private static final String NUMBER = """
            id: made-up-%1$d
            type: ID_NUMBER
            subtype: MADE_UP_%1$d
            source: https://example.com/made-up
            keywords: ['%2$s number']
            digits: 8
            patterns:
              - {name: eight digits, regex: '[0-9]{4}-?[0-9]{4}', confidence: 0.9}
            examples:
              match:
                - text: 'your %2$s number is 4711-0815'
                  value: '4711-0815'
            """;

    private Packs() {}

    /** The shipped packs and others: keys with a prefix of their own, and numbers that a phrase of their own announces. */
    public static RulePacks shippedAnd(int more) {
        try {
            Path directory = Files.createTempDirectory("packs");
            try {
                Random random = new Random(more);
                for (int i = 0; i < more; i++) {
                    String word = Texts.word(random.nextLong(1L << 37));
                    Files.writeString(directory.resolve(i + ".yaml"), (i % 2 == 0 ? TOKEN : NUMBER).formatted(i, word));
                }
                return RulePacks.shipped().with(RulePacks.load(directory));
            } finally {
                delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidPacksException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
