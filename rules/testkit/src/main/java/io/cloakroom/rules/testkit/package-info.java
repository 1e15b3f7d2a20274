/** What tests of several modules need: running Jazzer. */
@NullMarked
package io.cloakroom.rules.testkit;

import org.jspecify.annotations.NullMarked;
