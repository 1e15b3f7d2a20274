/** Loopback chatbots and a loopback PKI, for the demo and for tests. */
@NullMarked
package io.cloakroom.proxy.testkit;

import org.jspecify.annotations.NullMarked;
