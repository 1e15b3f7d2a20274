package io.cloakroom.rules.wire.site;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What descriptors are checked for as they are read; a failed check names what to write. */
final class Checks {

    private Checks() {}

    static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    static boolean given(@Nullable String value) {
        return value != null && !value.isBlank();
    }

    static boolean country(@Nullable String value) {
        return value != null && value.matches("[A-Z]{2}");
    }

    static <T> List<T> listOf(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    static void pointer(@Nullable String pointer, String where) {
        require(
                pointer == null || pointer.isEmpty() || pointer.startsWith("/"),
                where + " is a JSON pointer, such as /conversation_id");
    }
}
