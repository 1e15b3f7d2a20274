package io.cloakroom.benchmarks.load;

/** What stands between the generator and the origin. */
enum Peer {
    DIRECT("direct"),
    LITTLEPROXY("LittleProxy, plain interception"),
    GATE("Cloakroom's gate alone"),
    CLOAKROOM("Cloakroom"),
    MITMPROXY("mitmproxy"),
    SQUID("squid");

    private final String shown;

    Peer(String shown) {
        this.shown = shown;
    }

    /** Whether it becomes faster while it runs; the origin counts too. */
    boolean isJava() {
        return this != MITMPROXY && this != SQUID;
    }

    String shown() {
        return shown;
    }
}
