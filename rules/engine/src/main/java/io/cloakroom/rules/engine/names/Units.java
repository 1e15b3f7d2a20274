package io.cloakroom.rules.engine.names;

/** What a model takes a text apart into. */
public enum Units {
    /** Words, for scripts that write them apart. */
    WORDS {
        @Override
        Tokens tokens(String[] words) {
            return Tokens.of(words);
        }

        @Override
        LineAttributes line(Tokens tokens, int from, int to, Words known) {
            return LineAttributes.of(tokens, from, to, known);
        }

        @Override
        public String[] words(String line) {
            Tokens tokens = NameTokenizer.tokenize(line);
            return tokens.words(0, tokens.count());
        }

        @Override
        public Tokens tokenize(String text) {
            return NameTokenizer.tokenize(text);
        }
    },
    /** Single characters, for Chinese, Japanese and Korean; runs of other letters and of digits stay whole. */
    CHARACTERS {
        @Override
        Tokens tokens(String[] words) {
            return Characters.of(words);
        }

        @Override
        LineAttributes line(Tokens tokens, int from, int to, Words known) {
            return CharacterLine.of(tokens, from, to, known);
        }

        @Override
        public String[] words(String line) {
            return Characters.words(tokenize(line));
        }

        @Override
        public Tokens tokenize(String text) {
            return Characters.tokenize(text, 0, text.length());
        }
    };

    /** The tokens of what {@link #words} gave. */
    abstract Tokens tokens(String[] words);

    abstract LineAttributes line(Tokens tokens, int from, int to, Words known);

    /** The units of a line as OpenNLP sees them. */
    public abstract String[] words(String line);

    /** The units of a text with their places in it. */
    public abstract Tokens tokenize(String text);
}
