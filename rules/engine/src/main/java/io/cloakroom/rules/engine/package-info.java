/** What counts as personal data and what to do about it: recognition, policy, redaction and restoring. No I/O but what is passed in. */
@NullMarked
package io.cloakroom.rules.engine;

import org.jspecify.annotations.NullMarked;
