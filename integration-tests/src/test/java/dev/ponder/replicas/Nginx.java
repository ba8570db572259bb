package dev.ponder.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.ponder.support.Repository;

/** An nginx with the configuration of {@code src/main/docker/nginx.conf}, in front of two servers on this machine. */
final class Nginx implements AutoCloseable {

    private static final String PROGRAM = "/usr/sbin/nginx";
    private static final List<String> NAMES = List.of("ponder-1:8080", "ponder-2:8080");

    private final Path folder;
    private final String configuration;
    private final URI address;

    private Nginx(Path folder, String configuration, int port) {
        this.folder = folder;
        this.configuration = configuration;
        this.address = URI.create("http://127.0.0.1:" + port);
    }

    static boolean isInstalled() {
        return Files.isExecutable(Path.of(PROGRAM));
    }

    /** Starts it; it listens when this method returns. */
    static Nginx start(Path folder, int port, List<Replica> replicas) throws IOException, InterruptedException {
        String text = Repository.text("src/main/docker/nginx.conf");
        for (int i = 0; i < NAMES.size(); i++) {
            assertThat(text).contains(NAMES.get(i));
            text = text.replace(NAMES.get(i), replicas.get(i).address());
        }
        assertThat(text).contains("listen 8000;", "access_log off;");
        // A reload closes idle connections, also one that a client is about to use: here, each request has its own
        String local = "access_log off; keepalive_timeout 0;"
                + " client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;"
                + " uwsgi_temp_path uwsgi; scgi_temp_path scgi;";
        var nginx = new Nginx(folder,
                text.replace("listen 8000;", "listen 127.0.0.1:" + port + ";").replace("access_log off;", local), port);
        nginx.write(nginx.configuration);
        nginx.run();
        return nginx;
    }

    URI address() {
        return address;
    }

    /** Sends no more requests to a replica. */
    void leaveOut(Replica replica) throws IOException, InterruptedException {
        String server = "server " + replica.address() + " ";
        assertThat(configuration).contains(server);
        write(configuration.replace(server, server + "down "));
        run("-s", "reload");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run("-s", "stop");
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve("nginx.conf"), text);
    }

    private void run(String... arguments) throws IOException, InterruptedException {
        Path log = folder.resolve("nginx.log");
        var command = new ArrayList<>(List.of(PROGRAM, "-p", folder + "/", "-c", "nginx.conf", "-e", log.toString(),
                "-g", "pid nginx.pid;"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("nginx ends its command").isTrue();
        assertThat(process.exitValue()).as(() -> String.join(" ", command) + ": see " + log).isZero();
    }
}
