/** Binary wrappings that requests and answers share: envelopes, event streams, Meta's frames, gzip, protobuf. */
@NullMarked
package io.cloakroom.rules.wire.binary;

import org.jspecify.annotations.NullMarked;
