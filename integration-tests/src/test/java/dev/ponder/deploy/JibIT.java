package dev.ponder.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.ponder.support.Repository;

/** The image that Jib builds is that of the Dockerfile, without the AOT cache. */
class JibIT {

    private static final Path TARGET = Repository.top().resolve("src/target");
    private static final Path TARBALL = TARGET.resolve("jib-image.tar");
    private static final String WORK = Dockerfile.instruction("WORKDIR");

    @Test
    void isConfiguredAsTheDockerfile() throws Exception {
        Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(Repository.top().resolve("src/pom.xml").toFile());
        String profile = "/project/profiles/profile[id='jib']";
        String container = profile + "//configuration/container";

        assertThat(texts(pom, profile + "/properties/jib.from.image"))
                .containsExactly(Dockerfile.instruction("ARG").split("=")[1]);
        assertThat(texts(pom, container + "/user")).containsExactly(Dockerfile.instruction("USER"));
        assertThat(texts(pom, container + "/workingDirectory")).containsExactly(WORK);
        assertThat(texts(pom, container + "/ports/port")).containsExactly(Dockerfile.instruction("EXPOSE"));
        assertThat(texts(pom, container + "/entrypoint/arg")).isEqualTo(entryPoint());
    }

    /** By {@code ./mvnw package -Pjib}, with any base image. */
    @Test
    void buildsATarballWithTheWholeApplication() throws Exception {
        Assumptions.assumeTrue(Files.exists(TARBALL), "no " + TARBALL + " (./mvnw package -Pjib builds it)");
        JsonNode manifest = new ObjectMapper().readTree(tar("-xOf", TARBALL.toString(), "manifest.json")).path(0);
        JsonNode config = new ObjectMapper()
                .readTree(tar("-xOf", TARBALL.toString(), manifest.path("Config").asText())).path("config");

        assertThat(config.path("User").asText()).isEqualTo(Dockerfile.instruction("USER"));
        assertThat(config.path("WorkingDir").asText()).isEqualTo(WORK);
        assertThat(config.path("ExposedPorts").fieldNames()).toIterable()
                .containsExactly(Dockerfile.instruction("EXPOSE") + "/tcp");
        assertThat(config.path("Entrypoint").valueStream().map(JsonNode::asText))
                .containsExactlyElementsOf(entryPoint());
        var files = new ArrayList<String>();
        for (JsonNode layer : manifest.path("Layers")) {
            files.addAll(ownFiles(layer.asText()));
        }
        assertThat(files).containsExactlyInAnyOrderElementsOf(packaged());
    }

    /** The Dockerfile's entry point without the cache. */
    private static List<String> entryPoint() {
        return Dockerfile.command("ENTRYPOINT").stream().filter(argument -> !argument.startsWith("-XX:AOTCache"))
                .toList();
    }

    /** The files of the application in a layer; those of a base image are in other folders. */
    private static List<String> ownFiles(String layer) throws IOException, InterruptedException {
        Path file = Files.createTempFile("layer", ".tar.gz");
        try {
            Process extract = new ProcessBuilder("tar", "-xOf", TARBALL.toString(), layer)
                    .redirectOutput(file.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            assertThat(extract.waitFor()).isZero();
            return tar("-tzf", file.toString()).lines().map(name -> "/" + name)
                    .filter(name -> !name.endsWith("/"))
                    .filter(name -> name.startsWith(WORK + "/") || name.startsWith("/app/")).toList();
        } finally {
            Files.delete(file);
        }
    }

    private static List<String> packaged() throws IOException {
        Path application = TARGET.resolve("quarkus-app");
        try (Stream<Path> files = Files.walk(application)) {
            return files.filter(Files::isRegularFile).map(file -> application.relativize(file).toString())
                    .filter(name -> !name.endsWith(".txt") && !name.endsWith(".aot"))
                    .map(name -> WORK + "/" + name).toList();
        }
    }

    private static String tar(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("tar"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s", command).isZero();
        return output;
    }

    private static List<String> texts(Document document, String path) throws XPathExpressionException {
        XPath xpath = XPathFactory.newInstance().newXPath();
        var nodes = (NodeList) xpath.evaluate(path, document, XPathConstants.NODESET);
        return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item).map(node -> node.getTextContent().strip())
                .toList();
    }
}
