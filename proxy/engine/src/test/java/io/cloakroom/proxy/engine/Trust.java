package io.cloakroom.proxy.engine;

/** How thoroughly to try: every build tries a little, {@code -Ptrust} everything. */
final class Trust {

    static final boolean FULL = System.getProperty("cloakroom.trust", "short").equals("full");

    private Trust() {}

    /** The one number or the other. */
    static int times(int shortly, int fully) {
        return FULL ? fully : shortly;
    }
}
