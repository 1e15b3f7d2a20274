package io.cloakroom.rules.engine;

/**
 * What a placeholder is bound to, as associated data of its encryption. It restores only for the same user and operator; the scope
 * decides whether the same value gets the same placeholder again.
 *
 * @param scope id of the conversation, or {@code user} for stateless APIs
 */
public record Binding(String user, String operator, String scope) {}
