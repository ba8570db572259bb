package dev.ponder.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Reads questions: a JSON object in each line, {@code {"question": ..., "answer": ..., "kind": ...}}. */
final class QuestionFile {

    private static final ObjectMapper JSON = new ObjectMapper();

    private QuestionFile() {
    }

    /** All questions of a file; fails with {@link IllegalArgumentException} if a line is none. */
    static List<Question> read(Path file) throws IOException {
        List<Question> questions = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (!line.isBlank()) {
                questions.add(question(file, number, line));
            }
        }
        return questions;
    }

    private static Question question(Path file, int number, String line) throws IOException {
        JsonNode object = JSON.readTree(line);
        if (!object.path("question").isTextual() || object.path("answer").isMissingNode()) {
            throw new IllegalArgumentException(file + ", line " + number + ": '" + line
                    + "' (expected an object with the members question, a text, and answer)");
        }
        return Question.numbered(number, object.path("kind").asText("text"), object.path("question").asText(),
                object.path("answer"));
    }
}
