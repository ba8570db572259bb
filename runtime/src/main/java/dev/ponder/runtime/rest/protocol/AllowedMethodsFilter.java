package dev.ponder.runtime.rest.protocol;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;

import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Corrects the header {@code Allow} of responses to OPTIONS: the framework lists HEAD for paths without GET, too. */
public class AllowedMethodsFilter {

    private static final String OF_GET = "GET, HEAD, OPTIONS";

    private final ProtocolRegistry protocols;

    AllowedMethodsFilter(ProtocolRegistry protocols) {
        this.protocols = protocols;
    }

    /** Sets the methods that the path accepts. */
    @ServerResponseFilter
    public void allow(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getMethod().equals(HttpMethod.OPTIONS) && response.getStatus() < 300) {
            String method = protocols.allowedMethods(request.getUriInfo().getPath());
            response.getHeaders().putSingle(HttpHeaders.ALLOW, method.equals("GET") ? OF_GET : method + ", OPTIONS");
        }
    }
}
