/** What must survive: the vault, the journal and the transfer register, in one data directory. */
@NullMarked
package io.cloakroom.rules.store;

import org.jspecify.annotations.NullMarked;
