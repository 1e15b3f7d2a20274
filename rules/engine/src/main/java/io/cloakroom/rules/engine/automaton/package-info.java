/** Finite automata that say, faster than a matcher, where a regular expression cannot match. */
@NullMarked
package io.cloakroom.rules.engine.automaton;

import org.jspecify.annotations.NullMarked;
