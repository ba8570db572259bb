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
import dev.ponder.runtime.rest.protocol.Protocol;
import dev.ponder.runtime.rest.protocol.ProtocolRegistry;
import dev.ponder.runtime.rest.protocol.RewrittenPath;

/** Turns failures into error responses, in the format of the protocol that the path belongs to. */
public class ErrorMappers {

    private final ProtocolRegistry protocols;
    private final RejectionReporter rejections;

    ErrorMappers(ProtocolRegistry protocols, RejectionReporter rejections) {
        this.protocols = protocols;
        this.rejections = rejections;
    }

    /** A failure of the engine, a model, an upstream or a reader. */
    @ServerExceptionMapper
    public Response inferenceFailure(InferenceException failure, ContainerRequestContext request) {
        RewrittenPath rewritten = RewrittenPath.of(request);
        rejections.failed(failure, request);
        Protocol protocol = rewritten == null ? protocols.at(request.getUriInfo().getPath()) : rewritten.protocol();
        Response.ResponseBuilder response = Response.status(failure.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(protocol.errorBody(failure).toString());
        failure.headers().forEach(response::header);
        return response.build();
    }

    /** An unknown path. */
    @ServerExceptionMapper
    public Response unknownPath(NotFoundException failure, ContainerRequestContext request) {
        return inferenceFailure(RequestException.unknownPath("path: '" + path(request)
                + "' does not exist (expected one of " + String.join(", ", protocols.paths()) + ")"), request);
    }

    /** A path that does not accept the method. */
    @ServerExceptionMapper
    public Response wrongMethod(NotAllowedException failure, ContainerRequestContext request) {
        String allowed = protocols.allowedMethods(request.getUriInfo().getPath());
        Response response = inferenceFailure(RequestException.wrongMethod("method: " + request.getMethod()
                + " is not allowed at '" + path(request) + "' (expected " + allowed + ")"), request);
        return Response.fromResponse(response).header(HttpHeaders.ALLOW, allowed).build();
    }

    /** A request that the framework rejects. */
    @ServerExceptionMapper
    public Response rejected(WebApplicationException failure, ContainerRequestContext request) {
        Response response = inferenceFailure(
                RequestException.invalid(null, "the request was rejected: " + failure.getMessage()), request);
        return Response.fromResponse(response).status(failure.getResponse().getStatus()).build();
    }

    /** A defect of the server or of a served model. */
    @ServerExceptionMapper
    public Response defect(Throwable failure, ContainerRequestContext request) {
        return inferenceFailure(ErrorMapping.known(failure), request);
    }

    /** The path as the client sent it. */
    private static String path(ContainerRequestContext request) {
        RewrittenPath rewritten = RewrittenPath.of(request);
        return rewritten == null ? request.getUriInfo().getPath() : rewritten.path();
    }
}
