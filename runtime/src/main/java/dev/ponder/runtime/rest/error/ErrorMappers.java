package dev.ponder.runtime.rest.error;

import java.util.stream.Collectors;

import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import dev.ponder.api.error.InferenceException;
import dev.ponder.api.error.RequestException;
import io.vertx.core.http.HttpServerRequest;

/** Turns failures into the error object of the client's protocol, with their true status. */
public class ErrorMappers {

    private static final String PATHS = "/v1/chat/completions, /v1/completions, /v1/embeddings, /v1/rerank, /v1/models,"
            + " /v1/models/<name>:predict, /v1/strategies, /v2, /v2/models/<name>/infer";

    /** What the engine, a model or a reader says is wrong. */
    @ServerExceptionMapper
    public Response failed(InferenceException failure, UriInfo uri) {
        Response.ResponseBuilder response = Response.status(failure.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(ErrorForm.at(uri.getPath()).body(failure));
        failure.headers().forEach(response::header);
        return response.build();
    }

    /** A path that is not there. */
    @ServerExceptionMapper
    public Response unknownPath(NotFoundException failure, UriInfo uri) {
        return failed(RequestException.unknownPath("path: '" + uri.getPath()
                + "' is not there (expected one of " + PATHS + ")"), uri);
    }

    /** A path that is there for another method. */
    @ServerExceptionMapper
    public Response wrongMethod(NotAllowedException failure, UriInfo uri, HttpServerRequest request) {
        String allowed = failure.getResponse().getAllowedMethods().stream().sorted().collect(Collectors.joining(", "));
        Response refusal = failed(RequestException.wrongMethod("method: " + request.method() + " is not allowed at '"
                + uri.getPath() + "' (expected " + allowed + ")"), uri);
        return Response.fromResponse(refusal).header(HttpHeaders.ALLOW, allowed).build();
    }

    /** What the framework refuses itself. */
    @ServerExceptionMapper
    public Response refused(WebApplicationException failure, UriInfo uri) {
        int status = failure.getResponse().getStatus();
        return Response
                .fromResponse(failed(
                        RequestException.invalid(null, "the request was refused: " + failure.getMessage()), uri))
                .status(status).build();
    }

    /** A defect of ours, or of a model. */
    @ServerExceptionMapper
    public Response defect(Throwable failure, UriInfo uri) {
        return failed(Failures.known(failure), uri);
    }
}
