package dev.ponder.runtime.rest.error;

import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import dev.ponder.api.error.InferenceException;
import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.rest.openai.RoutePrefixFilter;

/** Turns failures into the error object of the client's protocol, with their true status. */
public class ErrorMappers {

    private static final String PATHS = "/v1/chat/completions, /v1/completions, /v1/embeddings, /v1/rerank, /v1/models,"
            + " /v1/models/<name>:predict, /v1/strategies, /v2/models/<name>/infer, /v2/models/<name>/generate";

    /** What the engine, a model or a reader says is wrong. */
    @ServerExceptionMapper
    public Response failed(InferenceException failure, ContainerRequestContext request) {
        Response.ResponseBuilder response = Response.status(failure.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(ErrorFormat.of(request).body(failure));
        failure.headers().forEach(response::header);
        return response.build();
    }

    /** A path that is not there. */
    @ServerExceptionMapper
    public Response unknownPath(NotFoundException failure, ContainerRequestContext request) {
        return failed(RequestException.unknownPath("path: '" + path(request)
                + "' is not there (expected one of " + PATHS + ")"), request);
    }

    /** A path that is there for another method. */
    @ServerExceptionMapper
    public Response wrongMethod(NotAllowedException failure, ContainerRequestContext request) {
        String allowed = AllowedMethods.at(request.getUriInfo().getPath());
        Response refusal = failed(RequestException.wrongMethod("method: " + request.getMethod() + " is not allowed at '"
                + path(request) + "' (expected " + allowed + ")"), request);
        return Response.fromResponse(refusal).header(HttpHeaders.ALLOW, allowed).build();
    }

    /** What the framework refuses itself. */
    @ServerExceptionMapper
    public Response refused(WebApplicationException failure, ContainerRequestContext request) {
        int status = failure.getResponse().getStatus();
        return Response
                .fromResponse(failed(
                        RequestException.invalid(null, "the request was refused: " + failure.getMessage()), request))
                .status(status).build();
    }

    /** A defect of ours, or of a model. */
    @ServerExceptionMapper
    public Response defect(Throwable failure, ContainerRequestContext request) {
        return failed(ErrorMapping.known(failure), request);
    }

    /** The path as the client wrote it. */
    private static String path(ContainerRequestContext request) {
        Object prefix = request.getProperty(RoutePrefixFilter.PREFIX_PROPERTY);
        return (prefix == null ? "" : prefix) + request.getUriInfo().getPath();
    }
}
