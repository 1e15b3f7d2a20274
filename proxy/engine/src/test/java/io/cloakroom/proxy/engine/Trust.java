package io.cloakroom.proxy.engine;

/** How thoroughly to try: every build tries a little, {@code -Ptrust} everything. */
public final class Trust {

    static final boolean FULL = System.getProperty("cloakroom.trust", "short").equals("full");

    private Trust() {}

    /** The one number or the other. */
    public static int times(int shortly, int fully) {
        return FULL ? fully : shortly;
    }
}
