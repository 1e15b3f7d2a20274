package io.cloakroom.rules.engine.names.training;

import io.cloakroom.rules.engine.names.training.LabelledLine.Label;

/** Makes further training lines out of given ones: other names in the same places, and other ways of writing. */
final class Augmenter {

    private final NameMaker maker;

    Augmenter(NameMaker maker) {
        this.maker = maker;
    }

    /** The line with other people, places and organisations in it; each name is exchanged or, one time in four, kept. */
    LabelledLine withOtherNames(LabelledLine line) {
        LabelledLine.Builder other = new LabelledLine.Builder();
        int at = 0;
        for (Label name : line.names()) {
            other.add(line.text().substring(at, name.start()));
            String old = line.text().substring(name.start(), name.end());
            other.add(maker.chance(0.25) ? old : inPlaceOf(old, name.type()), name.type());
            at = name.end();
        }
        return other.add(line.text().substring(at)).build();
    }

    private String inPlaceOf(String old, String type) {
        String fresh = switch (type) {
            case "PERSON" -> person(old);
            case "LOCATION" -> maker.place();
            case "ORGANIZATION" -> maker.organization();
            default -> old;
        };
        return Character.isLowerCase(old.charAt(0)) ? lower(fresh) : fresh;
    }

    private String person(String old) {
        NameMaker.Person person = maker.person();
        if (maker.isWhole(old)) {
            return maker.full(person);
        }
        return maker.chance(0.6) ? person.given() : maker.surname(person);
    }

    /** All in lower case, character by character. */
    static String lower(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        text.chars().forEach(c -> lower.append(Character.toLowerCase((char) c)));
        return lower.toString();
    }

    /** All in upper case, character by character. */
    static String upper(String text) {
        StringBuilder upper = new StringBuilder(text.length());
        text.chars().forEach(c -> upper.append(Character.toUpperCase((char) c)));
        return upper.toString();
    }
}
