package io.cloakroom.rules.engine;

/**
 * What became of the placeholders in an answer, each counted once.
 *
 * @param restored placeholders that stood there as they were issued
 * @param altered placeholders restored although the chatbot had changed their form: case, spaces, brackets, an ending within
 * @param unknown what looks like a placeholder and stays: nobody was issued it here, or no original may stand there
 */
public record RestoreReport(int restored, int altered, int unknown) {

    public static final RestoreReport NONE = new RestoreReport(0, 0, 0);

    public RestoreReport plus(RestoreReport other) {
        return new RestoreReport(restored + other.restored, altered + other.altered, unknown + other.unknown);
    }
}
