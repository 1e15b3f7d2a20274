package io.cloakroom.rules.wire.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Small files to begin with. */
public final class Seeds {

    private Seeds() {}

    /** Files that are text with marks in it. */
    public static List<byte[]> marked() {
        Stream<byte[]> sound =
                Stream.of("csv", "tsv", "html", "xml", "eml", "txt").map(Seeds::made);
        byte[] strange = Corpus.utf8(
                "Subject: =?utf/plain?Q?Ada?=\r\nContent-Type: text/plain; charset=utf/plain\r\n\r\nAda\r\n");
        return Stream.concat(sound, Stream.of(strange)).toList();
    }

    /** Parts of archives, and an archive. */
    public static List<byte[]> packed() {
        return List.of(
                Corpus.zip(Map.of("a.txt", Corpus.utf8("Ada"), "b.csv", Corpus.utf8("name\nAda\n"))),
                Corpus.utf8(
                        "<w:document><w:body><w:p><w:r><w:t>Dear A</w:t></w:r><w:r><w:t>da</w:t></w:r></w:p></w:body></w:document>"),
                Corpus.utf8(
                        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Ada</t></is></c><c r=\"B1\"><v>1055501234</v></c></row></sheetData></worksheet>"));
    }

    private static byte[] made(String format) {
        try {
            return Corpus.FORMATS.get(format).make(Corpus.PEOPLE.getFirst());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
