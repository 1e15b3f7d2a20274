package io.cloakroom.rules.engine.recognize;

import io.cloakroom.rules.engine.EntityType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an installation does not want to be found: the names of its products, the number of its hotline, test cards. A finding is dropped
 * when its type, subtype and recognizer are among those named (each of which means any when left out) and its value is listed. Read from
 * files {@code *.allow.yaml} beside the installation's own packs; the file {@code packs/allow.schema.json} describes the form.
 *
 * @param reason why, for those who come after
 * @param types entity types it speaks of; empty means any
 * @param subtypes such as {@code US_SSN}; empty means any
 * @param recognizers ids of packs or of other recognizers; empty means any
 * @param values in any case, evened out as texts are before recognition
 * @param regexes RE2 syntax; each describes a whole value
 */
public record AllowList(
        String reason,
        List<EntityType> types,
        List<String> subtypes,
        List<String> recognizers,
        List<String> values,
        List<String> regexes) {

    public AllowList {
        if (reason == null || reason.isBlank()) {
            throw new IllegalArgumentException("'reason' is missing");
        }
        types = copy(types);
        subtypes = copy(subtypes);
        recognizers = copy(recognizers);
        values = copy(values);
        regexes = copy(regexes);
        if (values.isEmpty() && regexes.isEmpty()) {
            throw new IllegalArgumentException(
                    "an allow list has 'values' or 'regexes'; to allow a whole type, write a rule of the policy");
        }
    }

    private static <T> List<T> copy(@Nullable List<T> list) {
        return List.copyOf(Objects.requireNonNullElse(list, List.of()));
    }
}
