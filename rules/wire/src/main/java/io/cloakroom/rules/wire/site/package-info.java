/** The chatbots Cloakroom knows: one descriptor per service, and the catalogue that finds it by host. */
@NullMarked
package io.cloakroom.rules.wire.site;

import org.jspecify.annotations.NullMarked;
