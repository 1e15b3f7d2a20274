package io.cloakroom.proxy.engine.tls;

import io.cloakroom.proxy.engine.tls.OriginProblem.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Turns what went wrong on the way to an origin into something a person can read. */
public final class OriginProblems {

    private OriginProblems() {}

    /** The problem behind a failed connection or handshake. */
    public static OriginProblem of(String host, Throwable cause) {
        Optional<Throwable> untrusted = find(cause, UntrustedOriginException.class::isInstance);
        if (untrusted.isPresent()) {
            return ((UntrustedOriginException) untrusted.get()).problem();
        }
        if (find(cause, UnknownHostException.class::isInstance).isPresent()) {
            return new OriginProblem(Kind.NAME_NOT_FOUND, "The name " + host + " cannot be resolved.");
        }
        if (find(cause, OriginProblems::isTimeout).isPresent()) {
            return new OriginProblem(Kind.TIMED_OUT, host + " did not answer in time.");
        }
        if (find(cause, NoRouteToHostException.class::isInstance).isPresent()) {
            return new OriginProblem(Kind.UNREACHABLE, "There is no route to " + host + ".");
        }
        if (find(cause, ConnectException.class::isInstance).isPresent()) {
            return new OriginProblem(Kind.REFUSED, host + " refused the connection.");
        }
        Optional<Throwable> tls = find(cause, SSLException.class::isInstance);
        if (tls.isPresent()) {
            return new OriginProblem(
                    Kind.HANDSHAKE_FAILED,
                    "No TLS connection to " + host
                            + " could be agreed on; at least TLS 1.2 with modern ciphers is needed.");
        }
        return cause instanceof IOException
                ? new OriginProblem(Kind.CLOSED, host + " closed the connection.")
                : new OriginProblem(Kind.UNREACHABLE, host + " cannot be reached.");
    }

    private static boolean isTimeout(Throwable cause) {
        // Netty's ConnectTimeoutException extends ConnectException, SslHandshakeTimeoutException extends SSLException.
        return cause instanceof SocketTimeoutException
                || cause.getClass().getSimpleName().contains("Timeout");
    }

    private static Optional<Throwable> find(@Nullable Throwable cause, Predicate<Throwable> wanted) {
        int depth = 0;
        for (Throwable at = cause; at != null && depth < 20; at = at.getCause()) {
            if (wanted.test(at)) {
                return Optional.of(at);
            }
            depth++;
        }
        return Optional.empty();
    }
}
