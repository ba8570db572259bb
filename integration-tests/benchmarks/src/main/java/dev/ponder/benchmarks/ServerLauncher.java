package dev.ponder.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.ponder.harness.ChildProcesses;
import dev.ponder.harness.LocalHttp;

/** Starts the servers in front of the mock upstream, each on a free port of the loopback interface. */
final class ServerLauncher {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(1);

    private final ChildProcesses processes;
    private final MockUpstream upstream;
    private final Options options;

    ServerLauncher(ChildProcesses processes, MockUpstream upstream, Options options) {
        this.processes = processes;
        this.upstream = upstream;
        this.options = options;
    }

    /** Starts a server and waits until it is ready. */
    RunningServer start(Variant variant, Cores cores) {
        if (variant.kind() == Variant.Kind.DIRECT) {
            return new RunningServer(variant, upstream.port(), upstream.process(), Duration.ZERO);
        }
        int port = LocalHttp.freePort();
        List<String> command = command(variant, port);
        long start = System.nanoTime();
        Process process = processes.startServer(variant.name(), directory(variant), cores.pinned(command));
        awaitReady(variant, process, port);
        return new RunningServer(variant, port, process, Duration.ofNanos(System.nanoTime() - start));
    }

    void stop(RunningServer server) {
        if (server.variant().kind() != Variant.Kind.DIRECT) {
            processes.stop(server.process());
        }
    }

    /** JVMs run in the folder of their application, because an AOT cache holds for the class path of its training only. */
    private Path directory(Variant variant) {
        return switch (variant.kind()) {
            case BARE_RELAY -> options.bareRelay();
            case PONDER -> options.app();
            default -> options.output();
        };
    }

    private List<String> command(Variant variant, int port) {
        return switch (variant.kind()) {
            case DIRECT -> throw new IllegalArgumentException("not a server");
            case NGINX -> List.of("nginx", "-c", write("nginx.conf", nginx(port)).toString());
            case HAPROXY -> List.of("haproxy", "-db", "-f", write("haproxy.cfg", haproxy(port)).toString());
            case BARE_RELAY -> java(variant, port, "-Drelay.upstream-port=" + upstream.port());
            case PONDER -> java(variant, port,
                    "-Dponder.upstreams.default.base-url=http://127.0.0.1:" + upstream.port() + "/v1",
                    "-Dponder.upstreams.default.max-connections=16384",
                    "-Dponder.admission.max-requests=16384");
        };
    }

    private static List<String> java(Variant variant, int port, String... properties) {
        var command = new ArrayList<String>();
        command.add(variant.java().toString());
        command.addAll(variant.jvmOptions());
        command.add("-Dquarkus.http.host=127.0.0.1");
        command.add("-Dquarkus.http.port=" + port);
        command.addAll(List.of(properties));
        command.add("-jar");
        command.add("quarkus-run.jar");
        return command;
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(options.output().resolve(name), text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String nginx(int port) {
        Path directory = options.output();
        return """
                master_process off;
                daemon off;
                worker_processes 1;
                error_log %s/nginx.log;
                pid %s/nginx.pid;
                events { worker_connections 32768; }
                http {
                  access_log off;
                  client_body_temp_path %s/nginx-body;
                  proxy_temp_path %s/nginx-proxy;
                  fastcgi_temp_path %s/nginx-other;
                  uwsgi_temp_path %s/nginx-other;
                  scgi_temp_path %s/nginx-other;
                  client_max_body_size 64m;
                  keepalive_requests 1000000000;
                  upstream mock { server 127.0.0.1:%d; keepalive 16384; keepalive_requests 1000000000; }
                  server {
                    listen 127.0.0.1:%d;
                    location / {
                      proxy_pass http://mock;
                      proxy_http_version 1.1;
                      proxy_set_header Connection "";
                      proxy_buffering off;
                      proxy_request_buffering off;
                    }
                  }
                }
                """.formatted(directory, directory, directory, directory, directory, directory, directory,
                upstream.port(), port);
    }

    private String haproxy(int port) {
        return """
                global
                  nbthread 1
                defaults
                  mode http
                  timeout connect 10s
                  timeout client 120s
                  timeout server 120s
                  option http-no-delay
                  http-reuse always
                frontend load
                  bind 127.0.0.1:%d
                  default_backend mock
                backend mock
                  server mock 127.0.0.1:%d
                """.formatted(port, upstream.port());
    }

    private static void awaitReady(Variant variant, Process process, int port) {
        // nginx and HAProxy are ready when they forward a request
        String path = variant.isJvm() ? "/q/health/ready" : "/v1/models";
        LocalHttp.awaitOk(variant.name(), process, port, path, START_TIMEOUT);
    }
}
