package dev.ponder.benchmarks.relay;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Forwards bodies in both directions without looking into them, at the speed of the slower side. */
@Path("/v1/chat/completions")
public class RelayResource {

    private final HttpClient client;

    RelayResource(Vertx vertx, @ConfigProperty(name = "relay.upstream-port") int port) {
        client = vertx.createHttpClient(new HttpClientOptions()
                .setDefaultHost("127.0.0.1").setDefaultPort(port).setMaxPoolSize(16_384));
    }

    @POST
    public Uni<Response> relay(@Context HttpServerRequest request) {
        request.pause();
        return Uni.createFrom().emitter(emitter -> client.request(HttpMethod.POST, request.uri())
                .compose(upstream -> send(request, upstream))
                .compose(answer -> reply(answer, request.response()))
                .onSuccess(done -> emitter.complete(null))
                .onFailure(emitter::fail));
    }

    private static Future<HttpClientResponse> send(HttpServerRequest request, HttpClientRequest upstream) {
        request.headers().forEach((name, value) -> upstream.putHeader(name, value));
        return upstream.send(request);
    }

    private static Future<Void> reply(HttpClientResponse answer, HttpServerResponse response) {
        response.setStatusCode(answer.statusCode()).headers().setAll(answer.headers());
        return answer.pipeTo(response);
    }
}
