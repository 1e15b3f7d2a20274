package io.cloakroom.proxy.app.content;

import io.cloakroom.rules.engine.Content;
import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one content changes against another, in words. What gets smaller is told by comparing what both say, and by playing what showed that
 * the old one was right, its goldens and examples, against the new one.
 */
public final class ContentDiff {

    private ContentDiff() {}

    /**
     * What gets smaller first.
     *
     * @throws InvalidYamlException when one of them cannot be read
     */
    public static List<Change> of(Content before, Content after) throws InvalidYamlException {
        List<Site> sitesBefore = SiteCatalogue.sites(before);
        List<Site> sitesAfter = SiteCatalogue.sites(after);
        Collection<Change> changes = new TreeSet<>();
        changes.addAll(HostDiff.of(sitesBefore, sitesAfter));
        changes.addAll(SiteDiff.of(sitesBefore, sitesAfter, before));
        changes.addAll(PackDiff.of(before, after));
        return List.copyOf(changes);
    }

    static <T> Map<String, T> by(Collection<T> things, Function<T, String> id) {
        return things.stream().collect(Collectors.toMap(id, thing -> thing));
    }

    /** Names of what two records of a kind say differently, as their files write them. */
    static List<String> differing(Record before, Record after) {
        return Stream.of(before.getClass().getRecordComponents())
                .filter(component -> !Objects.equals(value(component, before), value(component, after)))
                .map(component ->
                        component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                .toList();
    }

    private static Object value(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("records of descriptors and packs are public", e);
        }
    }

    /** What is in the first list and not in the second. */
    static <T> List<T> without(List<T> these, List<T> those) {
        List<T> left = new ArrayList<>(these);
        left.removeAll(those);
        return left;
    }
}
