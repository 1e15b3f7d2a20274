/** JSON read where it lies: which bytes hold which value, so that one string can change while every other byte stays. */
@NullMarked
package io.cloakroom.rules.wire.json;

import org.jspecify.annotations.NullMarked;
