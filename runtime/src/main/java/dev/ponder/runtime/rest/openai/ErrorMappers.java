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
class ErrorMappers {

    @ServerExceptionMapper
    Response failed(InferenceException failure) {
        Response.ResponseBuilder response = Response.status(failure.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(ErrorBody.of(failure).toString());
        failure.headers().forEach(response::header);
        return response.build();
    }

    @ServerExceptionMapper
    Response unknownPath(NotFoundException failure, UriInfo uri) {
        return failed(RequestException.unknownPath("path: '" + uri.getPath()
                + "' is not there (expected one of /v1/chat/completions, /v1/models, /v1/strategies)"));
    }

    @ServerExceptionMapper
    Response wrongMethod(NotAllowedException failure, UriInfo uri, HttpServerRequest request) {
        return failed(
                RequestException.wrongMethod("method: " + request.method() + " is not allowed at '" + uri.getPath()
                        + "' (expected POST for /v1/chat/completions, GET for /v1/models and /v1/strategies)"));
    }

    @ServerExceptionMapper
    Response refused(WebApplicationException failure) {
        int status = failure.getResponse().getStatus();
        return Response
                .fromResponse(
                        failed(RequestException.invalid(null, "the request was refused: " + failure.getMessage())))
                .status(status).build();
    }

    @ServerExceptionMapper
    Response defect(Throwable failure) {
        return failed(Failures.known(failure));
    }
}
