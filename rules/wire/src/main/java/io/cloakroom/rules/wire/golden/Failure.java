package io.cloakroom.rules.wire.golden;

/**
 * What a descriptor makes of a golden sample is not what the sample says.
 *
 * @param sample name of the site and of the sample
 * @param expected what should be so, and {@code came} what is
 */
public record Failure(String sample, String expected, String came) {

    private static final int LONGEST = 400;

    @Override
    public String toString() {
        return sample + ": expected " + shortened(expected) + "; came " + shortened(came);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "… (" + text.length() + " characters)";
    }
}
