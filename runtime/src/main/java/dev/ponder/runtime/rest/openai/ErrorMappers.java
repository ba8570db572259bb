package dev.ponder.runtime.rest.openai;

import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import dev.ponder.api.error.InferenceException;
import dev.ponder.api.error.RequestException;

/** Turns failures into OpenAI's error object with their true status. */
public class ErrorMappers {

    private static final String POSTED = "/v1/chat/completions, /v1/completions, /v1/embeddings, /v1/rerank";
    private static final String GOT = "/v1/models, /v1/strategies";

    /** What the engine and the reader say is wrong. */
    @ServerExceptionMapper
    public Response failed(InferenceException failure) {
        Response.ResponseBuilder response = Response.status(failure.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(ErrorBody.of(failure).toString());
        failure.headers().forEach(response::header);
        return response.build();
    }

    /** A path that is not there. */
    @ServerExceptionMapper
    public Response unknownPath(NotFoundException failure, UriInfo uri, ContainerRequestContext request) {
        return failed(RequestException.unknownPath("path: '" + path(uri, request) + "' is not there (expected one of "
                + POSTED + ", " + GOT + ")"));
    }

    /** A path that is there for another method. */
    @ServerExceptionMapper
    public Response wrongMethod(NotAllowedException failure, UriInfo uri, ContainerRequestContext request) {
        return failed(RequestException.wrongMethod("method: " + request.getMethod() + " is not allowed at '"
                + path(uri, request) + "' (expected POST for " + POSTED + "; GET for " + GOT + ")"));
    }

    /** The path as the client wrote it. */
    private static String path(UriInfo uri, ContainerRequestContext request) {
        Object prefix = request.getProperty(OpenAiRoute.PREFIX_PROPERTY);
        return (prefix == null ? "" : prefix) + uri.getPath();
    }

    /** What the framework refuses itself. */
    @ServerExceptionMapper
    public Response refused(WebApplicationException failure) {
        int status = failure.getResponse().getStatus();
        return Response
                .fromResponse(
                        failed(RequestException.invalid(null, "the request was refused: " + failure.getMessage())))
                .status(status).build();
    }

    /** A defect of ours. */
    @ServerExceptionMapper
    public Response defect(Throwable failure) {
        return failed(Failures.known(failure));
    }
}
