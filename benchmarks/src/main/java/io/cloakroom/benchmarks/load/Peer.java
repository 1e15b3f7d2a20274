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

    String shown() {
        return shown;
    }
}
