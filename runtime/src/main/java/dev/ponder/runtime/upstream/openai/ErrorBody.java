package dev.ponder.runtime.upstream.openai;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * Reads errors of model servers, gateways and clouds: OpenAI's error object, Gemini's list around it, {@code errors} of
 * Cloudflare and GraphQL, FastAPI's {@code detail}, RFC 9457, AWS, Apigee, vLLM, OpenRouter, HTML and XML. The case of
 * member names does not count.
 *
 * @param message the server's words; empty if it sent none
 * @param code its code; null if it sent none
 * @param param the parameter at fault; null if it names none
 * @param status the HTTP status inside the body; 0 if there is none
 */
record ErrorBody(String message, @Nullable String code, @Nullable String param, int status) {

    private static final int LONGEST_EXCERPT = 300;
    /** Patterns are applied to the beginning of a page only, so that their time is bounded. */
    private static final int LONGEST_PAGE = 8_000;
    private static final int MOST_ERRORS = 5;
    private static final List<String> ERRORS = List.of("error", "errors", "fault", "exception", "base_resp");
    private static final List<String> MESSAGES = List.of("message", "msg", "error_message", "errormessage", "error_msg",
            "error_description", "detail", "details", "faultstring", "status_msg", "description", "reason", "title");
    private static final List<String> CODES = List.of("code", "error_code", "errorcode", "errcode", "status_code",
            "__type");
    private static final List<String> STATUSES = List.of("code", "status", "statuscode", "status_code", "error_code");
    /** Members of answers: a body with one of them is no error just because it has a message. */
    private static final List<String> CONTENT = List.of("choices", "data", "results", "embeddings", "usage", "delta",
            "id");
    private static final Pattern XML_MESSAGE = Pattern.compile(
            "<(?:\\w+:)?(?:message|faultstring|title|h1)[^>]*>([^<]+)</",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern MARKUP = Pattern.compile("(?is)<(script|style)\\b.*?</\\1>|<!--.*?-->|<[^>]*>");

    /** The error in the body of a response with the status of an error. */
    static ErrorBody of(String body) {
        JsonNode json = UpstreamJson.readOrNull(body);
        return json == null || json.isNumber() || json.isBoolean()
                ? new ErrorBody(excerpt(body), null, null, 0)
                : of(json);
    }

    /** The error in JSON that is known to be one. */
    static ErrorBody of(JsonNode json) {
        JsonNode error = inner(json);
        String code = first(error, CODES);
        return new ErrorBody(message(json), code == null ? first(json, CODES) : code, text(member(error, "param")),
                Math.max(status(error), status(json)));
    }

    /** The error in a response with status 200, or in an event of a stream; empty if it is none. */
    static Optional<ErrorBody> inAnswer(JsonNode json) {
        return isError(json) ? Optional.of(of(json)) : Optional.empty();
    }

    /** Whether a client of OpenAI's API can read the body unchanged. */
    static boolean readable(String body) {
        JsonNode json = UpstreamJson.readOrNull(body);
        return json != null && json.path("error").path("message").isTextual()
                && !json.path("error").path("message").asText().isBlank();
    }

    private static boolean isError(JsonNode json) {
        if (json.isArray()) {
            return json.size() > 0 && json.get(0).isObject() && isError(json.get(0));
        }
        if (given(member(json, "error")) || given(member(json, "errors")) || given(member(json, "fault"))) {
            return true;
        }
        if (json.path("object").asText().equals("error") || json.path("type").asText().equals("error")
                || member(json, "success").asText().equals("false") || json.at("/base_resp/status_code").asInt() != 0) {
            return true;
        }
        boolean content = CONTENT.stream().anyMatch(json::hasNonNull);
        return !content && (status(json) >= 400 || json.has("__type") || json.has("detail"))
                && !message(json).isEmpty();
    }

    /** Whether a member says that there is an error: some servers send an empty one with each answer. */
    private static boolean given(JsonNode error) {
        return error.isContainerNode()
                ? !error.isEmpty()
                : error.isTextual() && !error.asText().isBlank() || error.asBoolean();
    }

    /** The object with the code: Gemini and GraphQL put it into a list, others into a member. */
    private static JsonNode inner(JsonNode json) {
        if (json.isArray()) {
            return json.isEmpty() ? json : inner(json.get(0));
        }
        for (String name : ERRORS) {
            JsonNode error = member(json, name);
            if (error.isContainerNode() && !error.isEmpty()) {
                return inner(error);
            }
        }
        return json;
    }

    private static String message(JsonNode error) {
        if (error.isTextual()) {
            JsonNode nested = error.asText().strip().startsWith("{") ? UpstreamJson.readOrNull(error.asText()) : null;
            String inside = nested == null ? "" : message(nested);
            return inside.isEmpty() ? error.asText().strip() : inside;
        }
        if (error.isArray()) {
            return StreamSupport.stream(error.spliterator(), false).limit(MOST_ERRORS).map(ErrorBody::message)
                    .filter(text -> !text.isEmpty()).collect(Collectors.joining("; "));
        }
        if (!error.isObject()) {
            return "";
        }
        for (String name : ERRORS) {
            JsonNode inner = member(error, name);
            if (inner.isContainerNode() && !message(inner).isEmpty()) {
                return message(inner);
            }
        }
        String words = place(error.path("loc")) + words(error);
        String raw = message(error.path("metadata").path("raw"));
        return raw.isEmpty() || words.contains(raw) ? words : words.isEmpty() ? raw : words + ": " + raw;
    }

    /** The first message, with the title before it, as in RFC 9457. Without one, the text of {@code error} or a code. */
    private static String words(JsonNode error) {
        Set<String> found = new LinkedHashSet<>();
        String title = text(member(error, "title"));
        if (title != null) {
            found.add(title);
        }
        for (String name : MESSAGES) {
            JsonNode member = member(error, name);
            String message = member.isNumber() || member.isBoolean() ? "" : message(member);
            if (!message.isEmpty() && !name.equals("title")) {
                found.add(message);
                break;
            }
        }
        if (found.isEmpty()) {
            String other = first(error, List.of("error", "code", "__type", "status"));
            return other == null ? "" : other;
        }
        return String.join(": ", found);
    }

    private static String place(JsonNode location) {
        return location.isEmpty()
                ? ""
                : StreamSupport.stream(location.spliterator(), false).map(JsonNode::asText)
                        .collect(Collectors.joining(".")) + ": ";
    }

    private static int status(JsonNode json) {
        return STATUSES.stream().map(name -> member(json, name).asInt(0)).filter(code -> code >= 400 && code < 600)
                .findFirst().orElse(0);
    }

    private static @Nullable String first(JsonNode json, List<String> names) {
        return names.stream().map(name -> text(member(json, name))).filter(text -> text != null).findFirst()
                .orElse(null);
    }

    private static @Nullable String text(JsonNode node) {
        return node.isValueNode() && !node.isNull() && !node.asText().isBlank() ? node.asText() : null;
    }

    private static JsonNode member(JsonNode json, String name) {
        JsonNode exact = json.path(name);
        if (!exact.isMissingNode() || !json.isObject()) {
            return exact;
        }
        return json.properties().stream().filter(member -> member.getKey().equalsIgnoreCase(name))
                .map(member -> member.getValue()).findFirst().orElse(MissingNode.getInstance());
    }

    /** The words of a body that is no JSON, such as a proxy's page. */
    private static String excerpt(String page) {
        String body = page.length() <= LONGEST_PAGE ? page : page.substring(0, LONGEST_PAGE);
        Matcher message = XML_MESSAGE.matcher(body);
        String words = body.stripLeading().startsWith("<") && message.find() ? message.group(1) : body;
        String plain = MARKUP.matcher(words).replaceAll(" ").replaceAll("\\s+", " ").strip();
        return plain.length() <= LONGEST_EXCERPT ? plain : plain.substring(0, LONGEST_EXCERPT) + "…";
    }
}
