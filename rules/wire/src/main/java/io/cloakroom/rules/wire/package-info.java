/** How chatbots wrap text: lenses, content codings, site descriptors, the site catalogue, answers and their restoring. No sockets. */
@NullMarked
package io.cloakroom.rules.wire;

import org.jspecify.annotations.NullMarked;
