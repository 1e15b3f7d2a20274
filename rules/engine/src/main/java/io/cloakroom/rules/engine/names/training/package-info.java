/** Trains the name models that ship in {@code rules/models}; not used at run time. */
@NullMarked
package io.cloakroom.rules.engine.names.training;

import org.jspecify.annotations.NullMarked;
