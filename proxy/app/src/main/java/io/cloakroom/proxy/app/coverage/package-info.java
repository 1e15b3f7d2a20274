/** Which AI traffic passed Cloakroom by: what other machines' logs say, compared with the journal. All of it is inferred. */
@NullMarked
package io.cloakroom.proxy.app.coverage;

import org.jspecify.annotations.NullMarked;
