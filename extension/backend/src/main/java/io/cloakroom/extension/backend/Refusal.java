package io.cloakroom.extension.backend;

/** A request that is not served, with words for the person who made it. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String remedy;

    /**
     * @param status HTTP status, 4xx or 5xx
     * @param detail what is wrong; holds nothing of what was sent
     * @param remedy what to do about it
     */
    Refusal(int status, String detail, String remedy) {
        super(detail, null, false, false);
        this.status = status;
        this.remedy = remedy;
    }

    Problem problem() {
        return Problem.of(status, String.valueOf(getMessage()), remedy);
    }
}
