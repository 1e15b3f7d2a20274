/** Recognizers made of data (rule packs), of validators, of phone metadata and of what a vault already holds. */
@NullMarked
package io.cloakroom.rules.engine.recognize;

import org.jspecify.annotations.NullMarked;
