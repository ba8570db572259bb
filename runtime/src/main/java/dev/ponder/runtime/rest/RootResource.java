package dev.ponder.runtime.rest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.ponder.runtime.rest.kserve.LivenessResource;
import dev.ponder.runtime.security.access.ClientRegistry;
import dev.ponder.runtime.serving.ModelAliases;
import dev.ponder.runtime.upstream.UpstreamRegistry;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.http.HttpServerRequest;

/**
 * {@code GET /}: a page with links and a first request for a browser, the liveness probe of KServe's V1 for all other
 * clients. The answer does not depend on upstreams.
 */
@Path("/")
@Tag(name = "Health")
@NonBlocking
public class RootResource {

    private static final String STYLE = "body{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:3rem auto;padding:0 1rem}"
            + "pre{background:#8882;padding:1rem;overflow:auto}";
    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Ponder</title><style>%s</style></head>
            <body>
            <h1>Ponder</h1>
            <p>This server answers OpenAI's and KServe's protocols, and lets strategies make several model calls for a
            better answer. Its documentation is in <code>docs/README.md</code> of the source.</p>
            <ul>
            <li><a href="v1/models">Models</a></li>
            <li><a href="v1/strategies">Strategies, their costs and their parameters</a></li>
            <li><a href="%s/health">Health</a></li>
            <li><a href="%s/metrics">Metrics</a></li>
            <li><a href="%s/openapi">OpenAPI description of all endpoints</a></li>
            </ul>
            <p>A first request:</p>
            <pre>curl %s/v1/chat/completions -d '{"model": "%s",
              "messages": [{"role": "user", "content": "What is 17*23?"}]}'</pre>
            </body>
            </html>
            """;
    /** A host name or address and a port; any other text of the header Host is not repeated. */
    private static final Pattern AUTHORITY = Pattern
            .compile("[A-Za-z0-9._-]+(:\\d{1,5})?|\\[[0-9A-Fa-f:.]+](:\\d{1,5})?");
    private static final List<MediaType> HTML = List.of(MediaType.TEXT_HTML_TYPE, MediaType.APPLICATION_XHTML_XML_TYPE);

    private final UpstreamRegistry upstreams;
    private final ModelAliases aliases;
    private final ClientRegistry clients;
    private final String operations;
    private final String policy;

    RootResource(UpstreamRegistry upstreams, ModelAliases aliases, ClientRegistry clients,
            @ConfigProperty(name = "quarkus.http.non-application-root-path", defaultValue = "q") String operations) {
        this.upstreams = upstreams;
        this.aliases = aliases;
        this.clients = clients;
        this.operations = operations.replaceAll("/+$", "");
        this.policy = "default-src 'none'; style-src 'sha256-" + hash(STYLE)
                + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    /** Whether the server runs, or a page for people. */
    @GET
    @Operation(operationId = "root", summary = "Whether the server runs; in a browser, a page with links")
    public Response root(@Context HttpHeaders headers, @Context HttpServerRequest request) {
        return (prefersHtml(headers.getAcceptableMediaTypes()) ? page(request) : alive())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT).build();
    }

    private static Response.ResponseBuilder alive() {
        return Response.ok(LivenessResource.ALIVE, MediaType.APPLICATION_JSON_TYPE);
    }

    private Response.ResponseBuilder page(HttpServerRequest request) {
        String link = escaped(operations.isEmpty() ? "." : operations);
        String html = PAGE.formatted(STYLE, link, link, link, escaped(server(request)), escaped(model()));
        return Response.ok(html, MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                .header("Content-Security-Policy", policy)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer");
    }

    /** The types are ordered by the client's preference. A wildcard is no wish for a page. */
    static boolean prefersHtml(List<MediaType> accepted) {
        return accepted.stream().filter(type -> !type.isWildcardSubtype()).findFirst()
                .filter(first -> HTML.stream().anyMatch(first::isCompatible)).isPresent();
    }

    static String server(HttpServerRequest request) {
        String authority = request.authority() == null ? "" : request.authority().toString();
        String path = request.path();
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return (AUTHORITY.matcher(authority).matches() ? request.scheme() + "://" + authority : "http://localhost:8080")
                + path.substring(0, end);
    }

    /** The page needs no API key, so it shows no model of a server that needs one. */
    private String model() {
        if (clients.enabled()) {
            return "MODEL";
        }
        boolean simulated = upstreams.all().stream().anyMatch(upstream -> upstream.name().equals("sim"));
        return simulated ? "moa-sim" : aliases.all().keySet().stream().findFirst().orElse("MODEL");
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String hash(String style) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
