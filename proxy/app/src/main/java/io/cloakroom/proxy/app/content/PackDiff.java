package io.cloakroom.proxy.app.content;

import static io.cloakroom.proxy.app.content.ContentDiff.differing;
import static io.cloakroom.proxy.app.content.ContentDiff.without;

import io.cloakroom.rules.engine.Content;
import io.cloakroom.rules.engine.recognize.PackTest;
import io.cloakroom.rules.engine.recognize.RulePack;
import io.cloakroom.rules.engine.recognize.RulePack.Match;
import io.cloakroom.rules.engine.recognize.RulePack.Status;
import io.cloakroom.rules.engine.recognize.RulePacks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What rule packs find. */
final class PackDiff {

    private PackDiff() {}

    static List<Change> of(Content before, Content after) {
        List<RulePack> packsBefore = RulePacks.of(before).packs();
        List<RulePack> packsAfter = RulePacks.of(after).packs();
        Map<String, RulePack> now = ContentDiff.by(packsAfter, RulePack::id);
        Map<String, RulePack> then = ContentDiff.by(packsBefore, RulePack::id);
        List<Change> changes = new ArrayList<>();
        for (RulePack pack : packsBefore) {
            RulePack other = now.get(pack.id());
            if (other == null) {
                changes.add(Change.smaller("recognizer " + pack.id() + " (" + pack.type() + ") is gone"));
            } else if (!pack.equals(other)) {
                compare(pack, other, changes);
            }
        }
        packsAfter.stream()
                .filter(pack -> !then.containsKey(pack.id()))
                .forEach(
                        pack -> changes.add(Change.other("recognizer " + pack.id() + " (" + pack.type() + ") is new")));
        return changes;
    }

    private static void compare(RulePack before, RulePack after, List<Change> changes) {
        String recognizer = "recognizer " + before.id() + ": ";
        if (before.status() == Status.STABLE && after.status() == Status.DRAFT) {
            changes.add(Change.smaller(recognizer + "is a draft now, so it finds nothing"));
        }
        if (before.type() != after.type()) {
            changes.add(Change.smaller(recognizer + "finds " + after.type() + " now, no longer " + before.type()));
        }
        for (Match lost : PackTest.missed(after, before.examples().match())) {
            changes.add(Change.smaller(recognizer + "no longer finds '" + lost.value() + "'"));
        }
        List<String> patterns = without(
                before.patterns().stream().map(RulePack.PatternRule::name).toList(),
                after.patterns().stream().map(RulePack.PatternRule::name).toList());
        if (!patterns.isEmpty()) {
            changes.add(Change.smaller(recognizer + "pattern " + String.join(", ", patterns) + " is gone"));
        }
        if (after.minimum() > before.minimum()) {
            changes.add(Change.smaller(recognizer + "asks for more confidence"));
        }
        boolean allowsMore = !before.allow().values().containsAll(after.allow().values())
                || !before.allow().regexes().containsAll(after.allow().regexes());
        if (allowsMore) {
            changes.add(Change.smaller(recognizer + "leaves out more values"));
        }
        changes.add(Change.other(recognizer + "changed " + String.join(", ", differing(before, after))));
    }
}
