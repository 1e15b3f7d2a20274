/** What must survive: the vault, the journal and the transfer register, on SQLite. */
@NullMarked
package io.cloakroom.rules.store;

import org.jspecify.annotations.NullMarked;
