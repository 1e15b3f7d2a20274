package io.cloakroom.rules.engine.names.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The words of a language that made-up lines are built with. A template file may state them in lines such as {@code @months Januar|Februar}; what it does
 * not state is English.
 *
 * @param lists the words of each kind
 */
record LocalWords(Map<String, List<String>> lists) {

    private static final Map<String, String> ENGLISH = Map.of(
            "months",
            "January|February|March|April|May|June|July|August|September|October|November|December",
            "street",
            "%d %s Street|%d %s Road|%d %s Avenue|%d %s Lane|%d %s Way|%d %s Drive|%d %s Court",
            "titles",
            "Mr.|Mrs.|Ms.|Dr.|Prof.|Mr|Mrs|Ms|Dr|Miss|Professor",
            "suffixes",
            "Inc|Inc.|LLC|Ltd|Ltd.|GmbH|AG|Group|Corp.|S.A.|Pty Ltd|plc|and Sons|BV|Co.|Oy|AB|sp. z o.o.|S.p.A.",
            "branches",
            "Systems|Logistics|Consulting|Bank|Insurance|Pharma|Foods|Labs|Software|Partners|Energy|Airlines|Motors|Media|Capital|Solutions|Retail"
                    + "|Health|Robotics|Analytics",
            "institutions",
            "University of %s|%s University|%s General Hospital|Bank of %s|%s City Council|%s Chamber of Commerce|%s Medical Center|%s United"
                    + "|%s High School|%s Police Department|Museum of %s|%s Gazette",
            "and",
            "and",
            "brands",
            "Open|Data|Solar|Nation|Blue|Green|Silver|Golden|Garden|Bridge|Harbor|River|Summit|Pioneer|Liberty|Eagle|Phoenix|Atlas|Orbit|Pixel|Cloud"
                    + "|Smart|Swift|Bright|Clear|First|Prime|Global|Urban|Modern|Family|Market|House|Table|Spark|Stone|Oak|Maple|Cedar|Lake|Ocean"
                    + "|Mountain|Valley|Crown|Royal|Union|Century|Horizon|Vision|Logic|Link|Path|Point|Wave|Circle|Square|Lantern|Compass|Anchor"
                    + "|Kitchen|Coffee|Bakery|Burger|Pizza|Records|Studio|Gallery|Theatre|Orchestra|Rovers|Wanderers|Rangers|Tigers|Hawks|Foundation"
                    + "|Institute|Association|Council|Society|Academy|Services|Trading|Properties|Maintenance|Ventures|Works|Exchange|Network",
            "particles",
            "van der|van|de|von|de la|da|al|bin|di|le|ten|dos");

    static LocalWords read(Path templates) throws IOException {
        Map<String, List<String>> lists = new HashMap<>();
        ENGLISH.forEach((kind, words) -> lists.put(kind, List.of(words.split("\\|", -1))));
        for (String line : Files.readAllLines(templates)) {
            if (isStatement(line)) {
                String[] parts = line.substring(1).split(" ", 2);
                lists.put(parts[0], List.of(parts[1].split("\\|", -1)));
            }
        }
        return new LocalWords(lists);
    }

    /** Whether a line of a template file states words and is no template. */
    static boolean isStatement(String line) {
        return line.startsWith("@") && line.contains("|") && !line.contains("{");
    }

    /** The words of a kind, none when the language states none. */
    List<String> orNone(String kind) {
        return lists.getOrDefault(kind, List.of());
    }

    List<String> of(String kind) {
        List<String> words = lists.get(kind);
        if (words == null) {
            throw new IllegalArgumentException("no words of the kind " + kind);
        }
        return words;
    }
}
