package io.cloakroom.extension.backend;

import io.cloakroom.rules.engine.Person;

/** Takes what extensions confirm. Safe for use by many threads; never blocks. */
public interface Heartbeats {

    /** How long a confirmation counts, in seconds; an extension repeats it at least twice as often. */
    int VALID_SECONDS = 90;

    /**
     * On this site's pages, nothing is sent before the extension looked at it.
     *
     * @param site id of the site's descriptor
     * @param browser the browser's {@code User-Agent}
     */
    void confirm(Person person, String site, String browser);

    /** The same no longer. */
    void withdraw(Person person, String site, String browser);
}
