/** Certificates: the installation's own authority, the leaves it mints, and how origins are verified. */
@NullMarked
package io.cloakroom.proxy.engine.tls;

import org.jspecify.annotations.NullMarked;
