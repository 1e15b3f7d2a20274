package io.cloakroom.extension.backend;

import static io.cloakroom.extension.backend.Route.Access.EVERYONE;
import static io.cloakroom.extension.backend.Route.Access.EXTENSION;
import static io.cloakroom.extension.backend.Route.Access.PERSON;
import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;

import java.util.List;

/** Every endpoint, who may ask for it, and what answers. The same list, for others to read, is {@code openapi.json}. */
final class Routes {

    private Routes() {}

    static List<Route> all(BackendConfig config, BackendServices services) {
        Pages pages = new Pages(services);
        ExtensionApi extension = new ExtensionApi(services, config.version());
        OriginalsApi originals = new OriginalsApi(services);
        HealthApi health = new HealthApi(services.installation(), services.meters());
        TransferApi transfers = new TransferApi(services.transfers());
        return List.of(
                new Route(GET, "/", EVERYONE, pages::index),
                new Route(GET, "/mine", PERSON, pages::mine),
                new Route(GET, "/setup", EVERYONE, pages::setup),
                new Route(GET, "/ca.pem", EVERYONE, pages::certificate),
                new Route(GET, "/proxy.pac", EVERYONE, pages::proxyAutoConfig),
                new Route(GET, "/healthz", EVERYONE, health::alive),
                new Route(GET, "/readyz", EVERYONE, health::ready),
                new Route(GET, "/metrics", EVERYONE, health::metrics),
                new Route(
                        GET, "/assets/cloakroom.css", EVERYONE, at -> Pages.resource(at, "cloakroom.css", "text/css")),
                new Route(GET, "/assets/icon.svg", EVERYONE, at -> Pages.resource(at, "icon.svg", "image/svg+xml")),
                new Route(
                        GET,
                        "/api/v1/openapi.json",
                        EVERYONE,
                        at -> Pages.resource(at, "openapi.json", Json.CONTENT_TYPE)),
                new Route(GET, "/api/v1/transfers", PERSON, transfers::transfers),
                new Route(GET, "/api/ext/v1/status", EXTENSION, extension::status),
                new Route(POST, "/api/ext/v1/enforcing", EXTENSION, extension::enforcing),
                new Route(POST, "/api/ext/v1/inspect", EXTENSION, extension::inspect),
                new Route(POST, "/api/ext/v1/originals", EXTENSION, originals::originals));
    }
}
