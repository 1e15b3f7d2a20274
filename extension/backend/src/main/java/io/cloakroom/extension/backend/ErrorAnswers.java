package io.cloakroom.extension.backend;

import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever went wrong into an answer: a page for browsers, RFC 9457 for programs. Logs hold no message, for it may quote content. */
final class ErrorAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

    private static final Problem BROKEN = Problem.of(
            500,
            "Cloakroom could not answer this.",
            "Ask again; if it stays so, tell your admin the time, for the log.");

    private final List<Route> routes;

    ErrorAnswers(List<Route> routes) {
        this.routes = routes;
    }

    void register(JavalinConfig javalin) {
        javalin.router.javaLangErrorHandler(ErrorAnswers::broken);
        RoutesConfig config = javalin.routes;
        config.exception(Refusal.class, (refusal, context) -> answer(context, refusal.problem()));
        config.exception(HttpResponseException.class, (refusal, context) -> answer(context, routing(context, refusal)));
        config.exception(Exception.class, (failure, context) -> {
            LOG.error("{} {} failed: {}", context.method(), context.endpoint().path, where(failure));
            answer(context, BROKEN);
        });
    }

    private Problem routing(Context context, HttpResponseException refusal) {
        String allowed = routes.stream()
                .filter(route -> route.path().equals(context.path()))
                .map(route -> route.method().name())
                .collect(Collectors.joining(", "));
        if (!allowed.isEmpty()) {
            context.header("Allow", allowed);
            return Problem.of(405, "This address does not take this method.", "Use " + allowed + ".");
        }
        return Problem.of(
                refusal.getStatus(),
                "There is nothing at this address.",
                "See / for the pages and /api/v1/openapi.json for the API.");
    }

    private static void answer(Context context, Problem problem) {
        context.status(problem.status());
        if (problem.status() == 503) {
            context.header("Retry-After", "1");
        }
        String accept = Objects.requireNonNullElse(context.header("Accept"), "");
        if (accept.contains("text/html") && !context.path().startsWith("/api/")) {
            Pages.problem(context, problem);
        } else {
            context.contentType(Problem.CONTENT_TYPE).result(Json.bytes(problem));
        }
    }

    /** An {@link Error} leaves Javalin no context to answer through. */
    private static void broken(HttpServletResponse response, Error failure) {
        LOG.error("A request failed: {}", where(failure));
        response.resetBuffer();
        response.setStatus(BROKEN.status());
        response.setContentType(Problem.CONTENT_TYPE);
        try {
            response.getOutputStream().write(Json.bytes(BROKEN));
        } catch (IOException gone) {
            LOG.debug("The client left before the answer");
        }
    }

    private static String where(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return failure.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }

    /** Answers requests so malformed that they never reach a route. */
    static final class Malformed extends ErrorHandler {

        @Override
        protected void generateResponse(
                Request request,
                Response response,
                int code,
                @Nullable String message,
                @Nullable Throwable cause,
                Callback callback) {
            response.write(true, body(code, response.getHeaders()), callback);
        }

        @Override
        public ByteBuffer badMessageError(int status, @Nullable String reason, HttpFields.Mutable fields) {
            return body(status, fields);
        }

        private static ByteBuffer body(int status, HttpFields.Mutable fields) {
            Guard.protect(fields::put);
            fields.put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
            return ByteBuffer.wrap(Json.bytes(
                    Problem.of(status, "The request cannot be read as HTTP.", "Send a well-formed HTTP/1.1 request.")));
        }
    }
}
