package dev.ponder.runtime.rest.kserve.tensor;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;

import dev.ponder.api.error.RequestException;
import dev.ponder.runtime.rest.http.BodyJson;

/** Errors of a request that is read token by token: the field, its value and what was expected. */
final class InferErrors {

    private static final int LONGEST_QUOTE = 80;

    private InferErrors() {
    }

    static RequestException missing(String path, String expected) {
        return at(path, "missing", expected);
    }

    /** The value is the parser's current token. */
    static RequestException wrong(String path, JsonParser at, String expected) throws IOException {
        return at(path, quote(at), expected);
    }

    static RequestException at(String path, String problem, String expected) {
        return RequestException.invalid(path, path + ": " + problem + " (expected " + expected + ")");
    }

    /** The exception of a tensor or request: its message begins with the field at fault. */
    static RequestException rejected(String parent, IllegalArgumentException rejection) {
        String message = parent + rejection.getMessage();
        return RequestException.invalid(message.substring(0, message.indexOf(':')), message);
    }

    static RequestException notJson(IOException e) {
        String where = e instanceof JsonProcessingException json ? BodyJson.place(json) : "";
        return e instanceof StreamConstraintsException
                ? RequestException.invalid(null, "body: a number, a name or a nesting too long" + where
                        + " (expected at most 1000 digits, 50000 characters and 1000 levels)")
                : RequestException.invalid(null,
                        "body: not JSON" + where + " (expected one JSON object with inputs, in UTF-8)");
    }

    static String quote(JsonParser at) throws IOException {
        return switch (at.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> '"' + shortened(at.getText()) + '"';
            default -> shortened(at.getText());
        };
    }

    static String shortened(String text) {
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
    }
}
