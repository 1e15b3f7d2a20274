/** The program: command line, configuration, and the one place where the object graph is put together. */
@NullMarked
package io.cloakroom.proxy.app;

import org.jspecify.annotations.NullMarked;
