package io.cloakroom.rules.engine.names;

import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.names.Gazetteer.Kind;
import io.cloakroom.rules.engine.names.LatinNames.Found;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What in a text says that a person in it is a private one: contact data nearby, a letter's greeting or signature, words of work, health or complaint, "my
 * sister". A person everybody may speak of, of whom nothing of the kind is said, is a public mention; everybody else is not.
 */
final class PrivacyEvidence {

    /** How far evidence reaches, in tokens. */
    private static final int NEAR = 30;

    private static final int PHONE_DIGITS = 7;
    private static final WordLists WORDS = WordLists.load("privacy.txt");
    private static final Set<String> GREETINGS = WORDS.get("greeting");
    private static final Set<String> CLOSINGS = WORDS.get("closing");
    private static final Set<String> POSSESSIVES = WORDS.get("possessive");
    private static final Set<String> RELATIONS = WORDS.get("relation");
    private static final Set<String> MATTERS = WORDS.get("matter");
    private static final Set<String> LABELS = WORDS.get("label");

    private final Tokens tokens;
    private final Gazetteer gazetteer;
    private final BitSet contacts = new BitSet();
    private final BitSet letters = new BitSet();
    private final BitSet matters = new BitSet();
    private final BitSet relations = new BitSet();
    private final Set<Long> privateParts = new HashSet<>();

    /** Reads the evidence of a text in which these names were found. */
    PrivacyEvidence(Tokens tokens, List<Found> found, Gazetteer gazetteer) {
        this.tokens = tokens;
        this.gazetteer = gazetteer;
        if (found.stream().noneMatch(name -> name.type() == EntityType.PERSON)) {
            return;
        }
        for (int i = 0; i < tokens.count(); i++) {
            look(i);
        }
        for (Found name : found) {
            if (name.type() == EntityType.PERSON && name.to() - name.from() > 1 && !isFigure(name)) {
                for (int i = name.from(); i < name.to(); i++) {
                    privateParts.add(folded(i));
                }
            }
        }
    }

    private void look(int token) {
        TokenKind kind = tokens.kind(token);
        if (kind == TokenKind.EMAIL || kind == TokenKind.NUMBER && digits(token) >= PHONE_DIGITS) {
            contacts.set(token);
        }
        if (kind != TokenKind.WORD) {
            return;
        }
        String word = tokens.word(token).toLowerCase(Locale.ROOT);
        if (MATTERS.contains(word)) {
            matters.set(token);
        } else if (RELATIONS.contains(word)
                && token > 0
                && POSSESSIVES.contains(tokens.word(token - 1).toLowerCase(Locale.ROOT))) {
            relations.set(token);
        } else if (tokens.startsLine(token) && GREETINGS.contains(word) || CLOSINGS.contains(word)) {
            letters.set(token);
        } else if (LABELS.contains(word) && token + 1 < tokens.count() && tokens.is(token + 1, ':')) {
            matters.set(token);
        }
    }

    private int digits(int token) {
        int digits = 0;
        for (int i = tokens.starts()[token]; i < tokens.ends()[token]; i++) {
            digits += Scripts.isDigit(tokens.text().charAt(i)) ? 1 : 0;
        }
        return digits;
    }

    /** The subtype of a finding; null when nothing speaks for either side. */
    @Nullable
    String subtype(Found name) {
        if (name.type() != EntityType.PERSON) {
            return null;
        }
        if (!of(name).isEmpty()) {
            return Finding.PRIVATE_CONTEXT;
        }
        return isFigure(name) && !(name.to() - name.from() == 1 && privateParts.contains(folded(name.from())))
                ? Finding.PUBLIC_MENTION
                : null;
    }

    /** What speaks for privacy, for a person to read; empty when nothing does. */
    String of(Found name) {
        StringJoiner evidence = new StringJoiner(", ");
        add(evidence, "contact data near", contacts, name, NEAR);
        add(evidence, "words of work, health or complaint near", matters, name, NEAR);
        add(evidence, "somebody's relation or colleague", relations, name, 4);
        add(evidence, "greeting or signature", letters, name, 4);
        return evidence.toString();
    }

    private static void add(StringJoiner evidence, String what, BitSet where, Found name, int reach) {
        int next = where.nextSetBit(Math.max(0, name.from() - reach));
        if (next >= 0 && next < name.to() + (reach == NEAR ? reach : 0)) {
            evidence.add(what);
        }
    }

    private boolean isFigure(Found name) {
        long hash = folded(name.from());
        for (int i = name.from() + 1; i < name.to(); i++) {
            hash = Hashing.mix(hash, folded(i));
        }
        return (gazetteer.flags(hash) & Kind.FIGURE.flag()) != 0;
    }

    private long folded(int token) {
        return Hashing.ofFolded(tokens.text(), tokens.starts()[token], tokens.ends()[token]);
    }
}
