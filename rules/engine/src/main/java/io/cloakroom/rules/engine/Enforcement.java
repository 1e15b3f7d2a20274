package io.cloakroom.rules.engine;

/**
 * What browsers with the extension confirmed lately: that on a site's pages nothing is sent before the extension looked at it. Only such a
 * browser's connections to a site that judges handshakes pass unopened. Safe for use by many threads; never blocks.
 */
public interface Enforcement {

    /** Nobody confirmed anything. */
    Enforcement NONE = (person, site, browser) -> false;

    /**
     * @param site id of the site's descriptor
     * @param browser the browser's {@code User-Agent}, which tells the confirming browser from others on the same machine
     */
    boolean isConfirmed(Person person, String site, String browser);
}
