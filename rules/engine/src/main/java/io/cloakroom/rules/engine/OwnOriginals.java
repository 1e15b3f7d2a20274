package io.cloakroom.rules.engine;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What a person reads again outside the pages of chatbots: on the page {@code /mine} and in the extension. Nothing of sites whose originals
 * appear nowhere.
 */
public interface OwnOriginals {

    /** All live placeholders of a person. */
    List<Vault.Placeholder> all(Person person);

    /**
     * What tokens stand for in the pages of one site; those that stand for nothing there are left out.
     *
     * @param site id of the site descriptor
     * @throws IllegalArgumentException when no site has this id
     */
    Map<String, String> of(Person person, String site, Collection<String> tokens);
}
