package io.cloakroom.extension.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.http.Context;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {

    private static TestBackend backend;

    @BeforeAll
    static void start() {
        backend = new TestBackend();
    }

    @AfterAll
    static void stop() {
        backend.close();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "LocalHost:8181, 200",
        "127.0.0.1:8181, 200",
        "[::1]:8181, 200",
        "console.example.org, 200",
        "Console.Example.org:80, 200",
        "evil.example, 421",
        "localhost.evil.example, 421",
        "127.0.0.1.evil.example, 421",
        "sub.console.example.org, 421",
        "192.0.2.7, 421",
        "0.0.0.0:8181, 421",
        "localhost., 421",
    })
    void onlyItsOwnNamesAreServed(String host, int status) {
        assertThat(backend.send(Http.get("/mine").with("Host", host)).status()).isEqualTo(status);
        assertThat(backend.send(Http.get("/healthz").with("Host", host)).status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "/,                    EVERYONE",
        "/setup,               EVERYONE",
        "/ca.pem,              EVERYONE",
        "/proxy.pac,           EVERYONE",
        "/healthz,             EVERYONE",
        "/readyz,              EVERYONE",
        "/metrics,             EVERYONE",
        "/assets/cloakroom.css,EVERYONE",
        "/assets/icon.svg,     EVERYONE",
        "/api/v1/openapi.json, EVERYONE",
        "/mine,                PERSON",
        "/api/v1/transfers,    PERSON",
        "/api/ext/v1/status,   EXTENSION",
        "/api/ext/v1/enforcing,EXTENSION",
        "/api/ext/v1/inspect,  EXTENSION",
        "/api/ext/v1/originals,EXTENSION",
    })
    void everyRouteHasItsReaders(String path, Route.Access access) {
        assertThat(Routes.all(backend.config, backend.services))
                .filteredOn(route -> route.path().equals(path))
                .singleElement()
                .returns(access, Route::access);
        boolean open = access == Route.Access.EVERYONE;
        Http.Request request = switch (path) {
            case "/api/ext/v1/inspect" -> Http.post(path, InspectTest.QUESTION);
            case "/api/ext/v1/originals" -> Http.post(path, OriginalsTest.QUESTION);
            case "/api/ext/v1/enforcing" -> Http.post(path, EnforcingTest.HEARTBEAT);
            default -> Http.get(path);
        };
        int forwarded =
                backend.send(request.with("X-Forwarded-For", "192.0.2.7")).status();
        assertThat(forwarded).isEqualTo(open ? 200 : 403);
    }

    @Test
    void noRouteIsMissingFromTheTableAbove() {
        assertThat(Routes.all(backend.config, backend.services)).hasSize(16);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,               PERSON,    true",
        "127.8.8.8,               PERSON,    true",
        "::1,                     PERSON,    true",
        "::ffff:127.0.0.1,        EXTENSION, true",
        "192.0.2.7,               PERSON,    false",
        "10.0.0.1,                EXTENSION, false",
        "2001:db8::1,             PERSON,    false",
        "::ffff:192.0.2.7,        PERSON,    false",
        "0.0.0.0,                 PERSON,    false",
        "192.0.2.7,               EVERYONE,  true",
    })
    void aPersonsOwnIsForTheirOwnMachine(String peer, Route.Access access, boolean served) {
        Guard guard = new Guard(backend.config);
        Context context = from(peer);
        if (served) {
            guard.check(context, access);
        } else {
            assertThatThrownBy(() -> guard.check(context, access))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("only to that person");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Forwarded", "Via", "X-Forwarded-For", "X-Real-IP"})
    void whatAProxyPassesOnIsNotFromThisMachine(String header) {
        Http.Answer answer =
                backend.send(Http.get("/mine").with(header, "127.0.0.1").with("Accept", "text/html"));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("directly and not through a proxy");
    }

    /** CORS: method, path, Origin; then status and Access-Control-Allow-Origin. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "GET,  /api/ext/v1/status,  -,                                                   200, -",
                "GET,  /api/ext/v1/status,  chrome-extension://abcdefghijklmnopabcdefghijklmnop, 200, chrome-extension://abcdefghijklmnopabcdefghijklmnop",
                "POST, /api/ext/v1/inspect, chrome-extension://abcdefghijklmnopabcdefghijklmnop, 200, chrome-extension://abcdefghijklmnopabcdefghijklmnop",
                "GET,  /api/ext/v1/status,  http://localhost,                                    200, -",
                "GET,  /api/ext/v1/status,  chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba, 403, -",
                "GET,  /api/ext/v1/status,  chrome-extension://abcdefghijklmnopabcdefghijklmno,  403, -",
                "GET,  /api/ext/v1/status,  https://chatgpt.com,                                 403, -",
                "GET,  /api/ext/v1/status,  https://localhost,                                   403, -",
                "GET,  /api/ext/v1/status,  null,                                                403, -",
                "POST, /api/ext/v1/inspect, https://chat.deepseek.com,                           403, -",
                "POST, /api/ext/v1/inspect, *,                                                   403, -",
                "GET,  /api/v1/transfers,   chrome-extension://abcdefghijklmnopabcdefghijklmnop, 403, -",
                "GET,  /mine,               chrome-extension://abcdefghijklmnopabcdefghijklmnop, 403, -",
                "GET,  /mine,               https://chat.deepseek.com,                           403, -",
                "GET,  /proxy.pac,          https://chat.deepseek.com,                           200, -",
            })
    void onlyTheExtensionReadsAcrossOrigins(String method, String path, String origin, int status, String allowed) {
        Http.Request request = method.equals("GET") ? Http.get(path) : Http.post(path, InspectTest.QUESTION);
        Http.Answer answer = backend.send(request.with("Origin", origin));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("access-control-allow-origin")).isEqualTo(allowed);
        assertThat(answer.headers()).doesNotContainKey("access-control-allow-credentials");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "/api/ext/v1/inspect, chrome-extension://abcdefghijklmnopabcdefghijklmnop, 204, POST",
                "/api/ext/v1/status,  chrome-extension://abcdefghijklmnopabcdefghijklmnop, 204, GET",
                "/api/ext/v1/inspect, https://chatgpt.com,                                 403, -",
                "/mine,               chrome-extension://abcdefghijklmnopabcdefghijklmnop, 405, -",
                "/api/v1/transfers,   chrome-extension://abcdefghijklmnopabcdefghijklmnop, 405, -",
            })
    void preflights(String path, String origin, int status, String methods) {
        Http.Answer answer = backend.send(Http.get(path)
                .method("OPTIONS")
                .with("Origin", origin)
                .with("Access-Control-Request-Method", "POST")
                .with("Access-Control-Request-Headers", "content-type"));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("access-control-allow-methods")).isEqualTo(methods);
        assertThat(answer.header("access-control-allow-origin")).isEqualTo(status == 204 ? origin : null);
    }

    @Test
    void cachesKeepTheOriginsApart() {
        assertThat(backend.get("/api/ext/v1/status").header("vary")).contains("Origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "null", "https://chatgpt.com", "chrome-extension://*", "chrome-extension://abc/", ""})
    void onlyExtensionsCanBeConfigured(String origin) {
        assertThatThrownBy(() -> new BackendConfig("127.0.0.1", 0, Set.of(), Set.of(origin), "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write chrome-extension://");
    }

    private static Context from(String peer) {
        return (Context) Proxy.newProxyInstance(
                Context.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "ip" -> peer;
                    case "header" -> arguments.length == 1 ? null : proxy;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
