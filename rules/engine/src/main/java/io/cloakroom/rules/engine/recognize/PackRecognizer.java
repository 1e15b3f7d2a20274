package io.cloakroom.rules.engine.recognize;

import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.Recognizer;
import io.cloakroom.rules.engine.Text;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Runs all rule packs together: one pass finds every keyword and stretch of digits, and only packs whose keywords or digits occur
 * try their patterns, and only there.
 */
public final class PackRecognizer implements Recognizer {

    private final List<CompiledPack> packs = new ArrayList<>();
    private final KeywordIndex index;
    private final int[] lengths;
    private final List<IntList> packsByKeyword = new ArrayList<>();
    private final BitSet withoutKeyword = new BitSet();

    public PackRecognizer(List<RulePack> packs) {
        PackKeywords keywords = new PackKeywords(packs);
        this.index = new KeywordIndex(keywords.names());
        this.lengths = keywords.names().stream().mapToInt(String::length).toArray();
        keywords.names().forEach(k -> packsByKeyword.add(new IntList()));
        for (RulePack pack : packs) {
            add(new CompiledPack(pack, keywords.ids(), keywords.names()));
        }
    }

    private void add(CompiledPack pack) {
        int number = packs.size();
        packs.add(pack);
        for (int keyword : pack.prefilter()) {
            packsByKeyword.get(keyword).add(number);
        }
        for (int word : pack.always()) {
            packsByKeyword.get(word).add(number);
        }
        if (pack.prefilter().length == 0) {
            withoutKeyword.set(number);
        }
    }

    @Override
    public String id() {
        return "packs";
    }

    @Override
    public boolean isAskedAgain() {
        return true;
    }

    @Override
    public List<Finding> recognize(Text text) {
        Scan scan = new Scan(text.normalized(), index, lengths);
        BitSet due = new BitSet(packs.size());
        if (scan.stretches().count() > 0) {
            due.or(withoutKeyword);
        }
        for (int i = 0; i < scan.keywords().size(); i++) {
            IntList interested = packsByKeyword.get(scan.keywords().get(i));
            for (int k = 0; k < interested.size(); k++) {
                due.set(interested.get(k));
            }
        }
        List<Finding> findings = new ArrayList<>();
        for (int number = due.nextSetBit(0); number >= 0; number = due.nextSetBit(number + 1)) {
            if (packs.get(number).speaks(text.language())) {
                packs.get(number).recognize(text, scan, findings);
            }
        }
        return findings;
    }
}
