/** Content bundles before they come into use: what is wrong with them, and what would change. */
@NullMarked
package io.cloakroom.proxy.app.content;

import org.jspecify.annotations.NullMarked;
