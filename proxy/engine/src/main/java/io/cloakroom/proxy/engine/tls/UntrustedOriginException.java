package io.cloakroom.proxy.engine.tls;

import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/** An origin's certificate was not accepted. */
final class UntrustedOriginException extends CertificateException {

    private static final long serialVersionUID = 1;

    private final transient OriginProblem problem;

    UntrustedOriginException(OriginProblem problem, @Nullable Throwable cause) {
        super(problem.detail(), cause);
        this.problem = problem;
    }

    OriginProblem problem() {
        return problem;
    }
}
