package io.cloakroom.rules.engine;

import java.util.Set;

/**
 * Who sends something.
 *
 * @param user stable id; what the vault is bound to
 * @param groups names of the groups the user is in
 * @param device name of the device, or {@code ""} when unknown
 */
public record Person(String user, Set<String> groups, String device) {

    public Person {
        groups = Set.copyOf(groups);
    }

    public static Person of(String user) {
        return new Person(user, Set.of(), "");
    }
}
