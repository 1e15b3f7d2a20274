package io.cloakroom.proxy.engine.guard;

/** Carries a {@link Refusal} to the place that answers it. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    public RefusedException(Refusal refusal) {
        super(refusal.reason(), null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
