/** Ordered rules of who, where and what, and the verdict they give on a request. */
@NullMarked
package io.cloakroom.rules.engine.policy;

import org.jspecify.annotations.NullMarked;
