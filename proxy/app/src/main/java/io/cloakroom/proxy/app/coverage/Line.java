package io.cloakroom.proxy.app.coverage;

import java.util.Locale;

/** What one line of a log says. */
sealed interface Line {

    /** A count that a log does not have. */
    long UNKNOWN = -1;

    /** How a host was seen. */
    enum Kind {
        /** A request, or a tunnel, that a proxy passed on. */
        REQUEST,
        /** A TLS connection whose handshake named the host. */
        CONNECTION,
        /** A DNS query: somebody was about to connect, or a program looked ahead. */
        QUERY;

        /** The word in reports. */
        String plural() {
            return this == QUERY ? "queries" : name().toLowerCase(Locale.ROOT) + "s";
        }
    }

    /**
     * Somebody went to a host.
     *
     * @param time as the log writes it; empty when it does not
     * @param address of the client, or what else a log has for it; empty when it says none
     * @param name of a person or device; empty when it says none
     * @param host canonical; empty when only {@code connection} tells it
     * @param connection id under which another log knows more of the same connection; empty when there is none
     * @param up bytes the client sent, {@code down} those it got, or {@link #UNKNOWN}
     * @param millis how long it lasted before {@code time}; 0 when {@code time} is its beginning
     */
    record Entry(
            Kind kind,
            String time,
            String address,
            String name,
            String host,
            String connection,
            long up,
            long down,
            long millis)
            implements Line {

        /** Who: a name where the log has one, else an address; empty when it says neither. */
        String client() {
            return name.isEmpty() ? address : name;
        }
    }

    /** A line that is no entry. */
    enum Other implements Line {
        /** Understood, and of nobody's traffic: a heading, an answer to a query that has a line of its own, an address without a name. */
        ASIDE,
        /** A request that was refused, so that nothing passed. */
        REFUSED,
        /** Not of this format. */
        UNREADABLE
    }
}
