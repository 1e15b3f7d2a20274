package io.cloakroom.rules.wire.coding;

import io.cloakroom.rules.wire.UninspectableException;

/** Reads the header of a gzip member byte by byte (RFC 1952 section 2.3); nothing in it matters but where it ends. */
final class GzipHeader {

    private static final int FIXED_LENGTH = 10;
    private static final int FLAGS = 3;
    private static final int LONGEST = 64 * 1024 * 2;

    private enum Field {
        FIXED(0),
        EXTRA_LENGTH(4),
        EXTRA(4),
        NAME(8),
        COMMENT(16),
        CHECKSUM(2),
        END(0);

        private final int flag;

        Field(int flag) {
            this.flag = flag;
        }
    }

    private Field field = Field.FIXED;
    private int index;
    private int flags;
    private int extra;
    private int total;

    boolean empty() {
        return total == 0;
    }

    /** Takes one byte and returns whether the header ended with it. */
    boolean take(byte signed) throws UninspectableException {
        int b = signed & 0xff;
        total++;
        boolean last = switch (field) {
            case FIXED -> fixed(b);
            case EXTRA_LENGTH -> {
                extra |= b << (8 * index);
                yield ++index == 2;
            }
            case EXTRA -> ++index == extra;
            case NAME, COMMENT -> b == 0;
            case CHECKSUM -> ++index == 2;
            case END -> true;
        };
        if (total > LONGEST) {
            throw Decompressor.corrupt("gzip");
        }
        if (last) {
            advance();
        }
        return field == Field.END;
    }

    private boolean fixed(int b) throws UninspectableException {
        boolean wrong = switch (index) {
            case 0 -> b != 0x1f;
            case 1 -> b != 0x8b;
            case 2 -> b != 8;
            case FLAGS -> b > 0x1f;
            default -> false;
        };
        if (wrong) {
            throw Decompressor.corrupt("gzip");
        }
        flags = index == FLAGS ? b : flags;
        return ++index == FIXED_LENGTH;
    }

    private void advance() {
        index = 0;
        do {
            field = Field.values()[field.ordinal() + 1];
        } while (field != Field.END && ((flags & field.flag) == 0 || (field == Field.EXTRA && extra == 0)));
    }
}
