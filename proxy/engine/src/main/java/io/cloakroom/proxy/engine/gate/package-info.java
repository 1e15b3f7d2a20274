/** The gate in front of LittleProxy's handler: one request at a time, decided before it leaves, its answer restored while it streams. */
@NullMarked
package io.cloakroom.proxy.engine.gate;

import org.jspecify.annotations.NullMarked;
