/** Origins with HTTP parsers that are not one another's relatives, which record what they read. */
package io.cloakroom.proxy.engine.recorders;
