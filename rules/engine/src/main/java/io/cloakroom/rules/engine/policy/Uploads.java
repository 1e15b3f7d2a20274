package io.cloakroom.rules.engine.policy;

import io.cloakroom.rules.engine.Action;

/**
 * What happens to files whose content cannot be replaced, or not to the letter. Components that a policy leaves out take their defaults here.
 *
 * @param images pictures, in which nothing is read: {@code observe} counts them in the transfer register, {@code block} keeps them inside
 * @param audio sound and film, likewise
 * @param pdf PDF with findings: {@code block}; {@code redact} to replace them, and block where that cannot be done; or {@code observe} to let
 *     it leave and count the findings as sent
 */
public record Uploads(Action images, Action audio, Action pdf) {

    /** Pictures and sound are counted, since blocking every picture helps nobody; a PDF with findings stays inside. */
    static final Uploads DEFAULT = new Uploads(Action.OBSERVE, Action.OBSERVE, Action.BLOCK);

    public Uploads {
        images = images == null ? Action.OBSERVE : images;
        audio = audio == null ? Action.OBSERVE : audio;
        pdf = pdf == null ? Action.BLOCK : pdf;
        require(images, "images");
        require(audio, "audio");
        Policy.require(
                pdf == Action.BLOCK || pdf == Action.REDACT || pdf == Action.OBSERVE,
                "uploads: pdf is block, redact or observe");
    }

    private static void require(Action action, String kind) {
        Policy.require(
                action == Action.BLOCK || action == Action.OBSERVE,
                "uploads: " + kind + " is block or observe: nothing in such a file can be replaced");
    }
}
