package io.cloakroom.extension.backend;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

/** One endpoint. {@link BackendServer} serves exactly the routes of {@link Routes#all}. */
record Route(HandlerType method, String path, Access access, Handler handler) {

    /** Who may ask. */
    enum Access {
        /** Whoever reaches the port: nothing personal in it. */
        EVERYONE,
        /** The person at this machine. */
        PERSON,
        /** The person at this machine, also through the extension, from its own origin. */
        EXTENSION
    }
}
