/** The demo: stories told through the real proxy, shown from what the recipients recorded. */
@NullMarked
package io.cloakroom.proxy.app.demo;

import org.jspecify.annotations.NullMarked;
