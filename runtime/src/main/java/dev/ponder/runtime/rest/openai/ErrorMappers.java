package dev.ponder.runtime.rest.openai;

import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import dev.ponder.api.error.InferenceException;
import dev.ponder.api.error.RequestException;
import io.vertx.core.http.HttpServerRequest;

/** Turns failures into OpenAI's error object with their true status. */
public class ErrorMappers {

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
    public Response unknownPath(NotFoundException failure, UriInfo uri) {
        return failed(RequestException.unknownPath("path: '" + uri.getPath()
                + "' is not there (expected one of /v1/chat/completions, /v1/models, /v1/strategies)"));
    }

    /** A path that is there for another method. */
    @ServerExceptionMapper
    public Response wrongMethod(NotAllowedException failure, UriInfo uri, HttpServerRequest request) {
        return failed(
                RequestException.wrongMethod("method: " + request.method() + " is not allowed at '" + uri.getPath()
                        + "' (expected POST for /v1/chat/completions, GET for /v1/models and /v1/strategies)"));
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
