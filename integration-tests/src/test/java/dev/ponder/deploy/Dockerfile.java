package dev.ponder.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.ponder.support.Repository;

/** The instructions of {@code src/main/docker/Dockerfile.jvm}. */
final class Dockerfile {

    private static final List<String> LINES = Repository.text("src/main/docker/Dockerfile.jvm").lines().toList();

    private Dockerfile() {
    }

    /** The arguments of all instructions of this name, in their order. */
    static List<String> instructions(String name) {
        return LINES.stream().filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1)).toList();
    }

    /** The arguments of the only instruction of this name. */
    static String instruction(String name) {
        assertThat(instructions(name)).as(name).hasSize(1);
        return instructions(name).get(0);
    }

    /** The command of the only instruction of this name, which is in exec form, because the image has no shell. */
    static List<String> command(String name) {
        try {
            return new ObjectMapper().readValue(instruction(name), new TypeReference<>() {
            });
        } catch (JsonProcessingException e) {
            throw new AssertionError(name + " is not in exec form: " + instruction(name), e);
        }
    }
}
