package io.cloakroom.proxy.app;

import io.cloakroom.rules.engine.OwnOriginals;
import io.cloakroom.rules.engine.Person;
import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import io.cloakroom.rules.wire.site.SiteDescriptor.Restore;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What people read of their vault. Placeholders belong to operators: one that any site shows is shown. */
record Readable(SiteCatalogue catalogue, Vault vault) implements OwnOriginals {

    @Override
    public List<Vault.Placeholder> all(Person person) {
        Set<String> shown = operators(false);
        Set<String> hidden = operators(true);
        return vault.values(person.user()).stream()
                .filter(placeholder ->
                        shown.contains(placeholder.operator()) || !hidden.contains(placeholder.operator()))
                .toList();
    }

    private Set<String> operators(boolean nowhere) {
        return catalogue.sites().stream()
                .filter(site -> (site.restore() == Restore.NONE) == nowhere)
                .map(Site::operator)
                .collect(Collectors.toSet());
    }

    @Override
    public Map<String, String> of(Person person, String id, Collection<String> tokens) {
        Site site = catalogue.sites().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown site '" + id + "'"));
        Map<String, String> found = new HashMap<>();
        if (site.restore() != Restore.NONE) {
            Vault.Originals originals = vault.originals(person.user(), site.operator());
            for (String token : tokens) {
                String original = originals.original(token);
                if (original != null) {
                    found.put(token, original);
                }
            }
        }
        return found;
    }
}
